import { GatewayError, JsonObject, unsupported } from '@onereel/core';
import type { CurrentContent, CurrentKind } from '../wire/kling-current';
import type { CurrentTraits, KlingResolution } from '../wire/kling-models';
import { defined } from './defined';
import { demandedQuality } from './demanded-quality';
import { BuildInput, BuiltRequest, intoPrompt, KlingPlan, planOf } from './kling-plan';
import { inWords } from './motion-fields';

/** A create call of the newer API. Pure. @throws `invalid_parameter`, `missing_required_parameter`, `unsupported_parameter` */
export function buildCurrentRequest(input: BuildInput): BuiltRequest {
  const plan = planOf(input);
  const { current: traits } = input.model;
  if (!traits) throw new GatewayError('unsupported_parameter', { param: 'model' });
  const kind = kindOf(plan, traits);
  const prompt = promptOf(plan);
  if (!prompt && (kind === 'text-to-video' || kind === 'omni-video')) {
    throw new GatewayError('missing_required_parameter', {
      param: 'prompt',
      message: 'prompt is required here. Say what the video should show.',
    });
  }
  const { clientReference, callbackUrl } = input;
  const { watermark_info } = plan.options;
  const settings = settingsOf(plan, traits, kind);
  const body = defined({
    ...(kind === 'text-to-video' ? { prompt } : { contents: contentsOf(plan, prompt) }),
    settings,
    options: defined({ callback_url: callbackUrl, external_task_id: clientReference, watermark_info }),
  });
  const resolution = settings.resolution as KlingResolution | undefined;
  const path = `/${kind}/${traits.name}`;
  return { kind, path, body, warnings: plan.warnings, ...(resolution && { resolution }) };
}

function kindOf({ images, model }: KlingPlan, traits: CurrentTraits): CurrentKind {
  if (traits.kinds.includes('omni-video')) return 'omni-video';
  if (images.references.length > 0) {
    throw new GatewayError('unsupported_parameter', {
      param: 'inputs',
      message: `${model.descriptor.id} takes no reference pictures. Use an omni model such as kling-v3-omni.`,
    });
  }
  if (images.last !== undefined && !traits.lastFrame) {
    throw new GatewayError('unsupported_parameter', {
      param: 'inputs',
      message: `${model.descriptor.id} takes no last frame. Leave it out or use kling-v3.`,
    });
  }
  return (images.first ?? images.last) === undefined ? 'text-to-video' : 'image-to-video';
}

/** This API has no field for what to avoid and none for the camera. */
function promptOf(plan: KlingPlan): string | undefined {
  const { negativePrompt } = plan.request;
  const prompt = inWords(plan, true);
  return negativePrompt ? intoPrompt(plan, prompt, 'negativePrompt', `Avoid: ${negativePrompt}`) : prompt;
}

function contentsOf({ images, options }: KlingPlan, prompt: string | undefined): JsonObject[] {
  const elements = Array.isArray(options.element_list) ? (options.element_list as JsonObject[]) : [];
  const contents: (CurrentContent | undefined)[] = [
    prompt ? { type: 'prompt', text: prompt } : undefined,
    images.first === undefined ? undefined : { type: 'first_frame', url: images.first },
    images.last === undefined ? undefined : { type: 'last_frame', url: images.last },
    ...images.references.map((url, index) => ({
      type: 'refer_image' as const,
      url,
      id: `image_${index + 1}`,
    })),
  ];
  return [
    ...contents.filter((content) => content !== undefined).map((content) => ({ ...content })),
    ...elements.map((element) => ({ ...element, type: 'element' })),
  ];
}

function settingsOf(plan: KlingPlan, traits: CurrentTraits, kind: CurrentKind): JsonObject {
  const { images, request, options, seconds, warnings } = plan;
  const framed = (images.first ?? images.last) !== undefined;
  if (framed && request.aspectRatio !== undefined) {
    warnings.push(
      unsupported('aspectRatio', 'aspectRatio was ignored: the video takes the shape of its first frame'),
    );
  }
  const loud = typeof traits.audio === 'object' && request.audio ? traits.audio.resolution : undefined;
  return defined({
    resolution: demandedQuality(plan, [
      {
        because: 'a last frame',
        resolution: images.last === undefined ? undefined : traits.lastFrame?.resolution,
      },
      { because: 'sound', resolution: loud },
    ]),
    aspect_ratio: framed || kind === 'image-to-video' ? undefined : plan.request.aspectRatio,
    duration: seconds,
    audio: audioOf(plan, traits),
    // Left out, the vendor cuts one prompt into several shots.
    multi_shot: traits.multiShot ? (options.multi_shot ?? false) : undefined,
  });
}

function audioOf({ request, warnings, model }: KlingPlan, traits: CurrentTraits): string | undefined {
  const { audio } = request;
  if (traits.audio === 'always') {
    if (audio === false)
      warnings.push(unsupported('audio', `audio: ${model.descriptor.id} always makes sound`));
    return undefined;
  }
  if (traits.audio === 'never') {
    if (audio) warnings.push(unsupported('audio', `audio was ignored: ${model.descriptor.id} is silent`));
    return undefined;
  }
  return audio ? 'native' : 'off';
}
