import { GatewayError, JsonObject, unsupported } from '@onereel/core';
import type { LegacyTraits } from '../wire/kling-models';
import type { LegacyKind } from '../wire/kling-legacy';
import { BuildInput, BuiltRequest, KlingPlan, planOf } from './kling-plan';
import { checkCouplings, hasMasks, modeOf, resolutionOf } from './legacy-quality';
import { motionFields } from './motion-fields';
import { defined } from './defined';

const PATH = '/v1/videos';

/** A create call of the older API. Pure. @throws `invalid_parameter`, `missing_required_parameter`, `unsupported_parameter` */
export function buildLegacyRequest(input: BuildInput): BuiltRequest {
  const plan = planOf(input);
  const { legacy: traits } = input.model;
  if (!traits) throw new GatewayError('unsupported_parameter', { param: 'model' });
  const kind = kindOf(plan, traits);
  checkExclusive(plan);
  checkCouplings(plan, traits);
  const mode = kind === 'video-extend' ? undefined : modeOf(plan, traits);
  const { prompt, camera } = motionFields(plan, traits, kind, mode);
  requirePrompt(plan, kind, prompt);
  requireShort('prompt', prompt);
  requireShort('negativePrompt', input.request.negativePrompt);
  if (kind === 'video-extend') warnAboutLostShape(plan);
  const body = defined({
    ...modelFields(plan, kind),
    prompt,
    negative_prompt: input.request.negativePrompt,
    ...(kind === 'video-extend' ? {} : shapeFields(plan, kind)),
    mode,
    sound: ['multi-image2video', 'video-extend'].includes(kind) ? undefined : soundOf(plan, traits),
    ...imageFields(plan, kind),
    ...camera,
    ...rawOptions(plan.options),
    callback_url: input.callbackUrl,
    external_task_id: input.clientReference,
  });
  const resolution = mode && resolutionOf(traits.modes ?? {}, mode);
  return { kind, path: `${PATH}/${kind}`, body, warnings: plan.warnings, ...(resolution && { resolution }) };
}

function kindOf({ options, images, model }: KlingPlan, traits: LegacyTraits): LegacyKind {
  const kind = wantedKind(options, images);
  if (traits.kinds.includes(kind)) return kind;
  const cure: Record<LegacyKind, [string, string]> = {
    text2video: ['inputs', 'makes videos from pictures only. Send one with the role first_frame'],
    image2video: ['inputs', 'takes no frames. Send a prompt only'],
    'multi-image2video': ['inputs', 'takes no reference pictures. Use kling-v1-6 or an omni model'],
    'video-extend': ['providerOptions.kling.video_id', 'cannot extend videos. Use kling-v1-6'],
  };
  const [param, sentence] = cure[kind];
  throw new GatewayError('unsupported_parameter', { param, message: `${model.descriptor.id} ${sentence}.` });
}

function wantedKind(options: JsonObject, images: KlingPlan['images']): LegacyKind {
  if (options.video_id !== undefined) return 'video-extend';
  if (images.references.length > 0) return 'multi-image2video';
  return images.first !== undefined || images.last !== undefined ? 'image2video' : 'text2video';
}

/** Last frame, motion brush and camera control exclude each other. */
function checkExclusive(plan: KlingPlan): void {
  const { options, images, request } = plan;
  const used = [
    images.last !== undefined && 'inputs with the role last_frame',
    hasMasks(plan) && 'providerOptions.kling masks',
    options.camera_control !== undefined && 'providerOptions.kling.camera_control',
  ].filter((name) => name !== false);
  if (used.length > 1) {
    throw new GatewayError('invalid_parameter', {
      param: used[1].startsWith('providerOptions') ? 'providerOptions.kling' : 'inputs',
      message: `${used.join(' and ')} exclude each other. Send one of them.`,
    });
  }
  if (images.references.length > 0 && (images.first ?? images.last) !== undefined) {
    throw new GatewayError('invalid_parameter', {
      param: 'inputs',
      message: `${request.resolvedModel.id} takes reference pictures or frames, not both. Send one kind.`,
    });
  }
}

function requirePrompt({ images, options }: KlingPlan, kind: LegacyKind, prompt: string | undefined): void {
  const optional =
    kind === 'video-extend' || (kind === 'image2video' && (images.first ?? images.last) !== undefined);
  if (prompt || optional || options.multi_prompt !== undefined) return;
  throw new GatewayError('missing_required_parameter', {
    param: 'prompt',
    message: 'prompt is required unless a first frame is given. Say what the video should show.',
  });
}

/** Characters the older API takes as a text. */
const LONGEST_TEXT = 2500;

function requireShort(param: string, text: string | undefined): void {
  const length = [...(text ?? '')].length;
  if (length <= LONGEST_TEXT) return;
  throw new GatewayError('invalid_parameter', {
    param,
    message: `${param} has ${length} characters with all that is said in it, but Kling takes ${LONGEST_TEXT}. Shorten it.`,
  });
}

/** An extension is what it extends, a few seconds longer. */
function warnAboutLostShape({ request, warnings }: KlingPlan): void {
  const { aspectRatio, resolution, audio } = request;
  const lost = { aspectRatio, resolution, audio: audio || undefined };
  for (const [field, value] of Object.entries(lost).filter(([, value]) => value !== undefined)) {
    warnings.push(
      unsupported(field, `${field} ${String(value)} was ignored: an extension takes after its video`),
    );
  }
}

/** Resellers differ in which of the two names they read. */
function modelFields({ model, transport }: KlingPlan, kind: LegacyKind): JsonObject {
  if (kind === 'video-extend') return {};
  const name = model.descriptor.vendorModel;
  return { model_name: name, ...(transport === 'relay' && { model: name }) };
}

function shapeFields(plan: KlingPlan, kind: LegacyKind): Record<string, string | undefined> {
  const follows = kind === 'image2video';
  if (follows && plan.request.aspectRatio !== undefined) {
    plan.warnings.push(
      unsupported('aspectRatio', 'aspectRatio was ignored: the video takes the shape of its first frame'),
    );
  }
  return { aspect_ratio: follows ? undefined : plan.request.aspectRatio, duration: String(plan.seconds) };
}

function soundOf({ request, warnings }: KlingPlan, traits: LegacyTraits): string | undefined {
  if (request.audio === undefined) return undefined;
  if (traits.sound) return request.audio ? 'on' : 'off';
  if (request.audio)
    warnings.push(unsupported('audio', `audio was ignored: ${request.resolvedModel.id} is silent`));
  return undefined;
}

function imageFields(
  { images }: KlingPlan,
  kind: LegacyKind,
): Record<string, JsonObject[string] | undefined> {
  if (kind === 'multi-image2video') return { image_list: images.references.map((image) => ({ image })) };
  return { image: images.first, image_tail: images.last };
}

/** `mode` has been decided above. */
const rawOptions = ({ mode: _decided, ...options }: JsonObject): JsonObject => options;
