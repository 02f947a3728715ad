import type { ListedModel, ModelDescriptor } from '@onereel/core';
import type { ModelObjectDto } from './models.dto';

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
    price: model.price
      ? {
          currency: model.price.currency,
          per_second: model.price.perSecond ?? null,
          per_video: model.price.perVideo ?? null,
        }
      : null,
    deprecated_on: model.deprecatedOn ?? null,
    configured,
    missing: [...missing],
  };
}

function capabilitiesOf(model: ModelDescriptor): Capabilities {
  const { supports } = model;
  return {
    modes: [...model.modes],
    durations: model.durations ?? null,
    default_duration: model.defaultDuration ?? null,
    aspect_ratios: model.aspectRatios ?? null,
    resolutions: model.resolutions ?? null,
    max_size: model.maxSize ? `${model.maxSize.width}x${model.maxSize.height}` : null,
    fps: model.fps ?? null,
    inputs: model.inputs ?? {},
    prompt_required: model.prompt?.required ?? false,
    prompt_max_length: model.prompt?.maxLength ?? null,
    max_count: model.maxCount ?? 1,
    negative_prompt: supports.negativePrompt ?? false,
    seed: supports.seed ?? false,
    audio: supports.audio ?? false,
    camera_motion: supports.cameraMotion ?? false,
    motion_strength: supports.motionStrength ?? false,
    enhance_prompt: supports.enhancePrompt ?? false,
    upsample: supports.upsample ?? false,
  };
}
