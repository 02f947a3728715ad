import type { ListedModel, ModelDescriptor, ModelPrice } from '@onereel/core';
import type { ModelObjectDto, ModelPriceDto } from './models.dto';

type Capabilities = ModelObjectDto['capabilities'];

/** A model row in the words of `GET /v1/models`: OpenAI's object with what the model can do beside it. */
export function toModelObject({
  providerId,
  provider,
  model,
  configured,
  missing,
}: ListedModel): ModelObjectDto {
  return {
    id: model.id,
    object: 'model',
    created: 0,
    owned_by: providerId,
    title: model.title ?? model.id,
    provider: { id: providerId, title: provider.title, homepage: provider.homepage ?? null },
    aliases: [...(model.aliases ?? [])],
    capabilities: capabilitiesOf(model),
    price: model.price ? priceOf(model.price) : null,
    deprecated_on: model.deprecatedOn ?? null,
    configured,
    missing: [...missing],
  };
}

const priceOf = ({ currency, perSecond, perVideo, rates = [] }: ModelPrice): ModelPriceDto => ({
  currency,
  per_second: orNull(perSecond),
  per_video: orNull(perVideo),
  rates: rates.map((rate) => ({
    resolution: orNull(rate.resolution),
    audio: orNull(rate.audio),
    per_second: rate.perSecond,
  })),
});

const orNull = <T>(value: T | undefined): T | null => value ?? null;

function capabilitiesOf(model: ModelDescriptor): Capabilities {
  const { maxSize, prompt, supports } = model;
  const can = (feature: keyof ModelDescriptor['supports']): boolean => supports[feature] === true;
  return {
    modes: [...model.modes],
    durations: orNull(model.durations),
    default_duration: orNull(model.defaultDuration),
    aspect_ratios: orNull(model.aspectRatios),
    resolutions: orNull(model.resolutions),
    max_size: maxSize ? `${maxSize.width}x${maxSize.height}` : null,
    fps: orNull(model.fps),
    inputs: model.inputs ?? {},
    prompt_required: prompt?.required === true,
    prompt_max_length: orNull(prompt?.maxLength),
    max_count: model.maxCount ?? 1,
    negative_prompt: can('negativePrompt'),
    seed: can('seed'),
    audio: can('audio'),
    camera_motion: can('cameraMotion'),
    motion_strength: can('motionStrength'),
    enhance_prompt: can('enhancePrompt'),
    upsample: can('upsample'),
  };
}
