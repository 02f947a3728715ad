import { GatewayError, JsonObject, RequestWarning, ResolvedVideoRequest } from '@onereel/core';
import type { ArkTraits } from '../wire/jimeng-models';
import { defined } from './defined';
import { ARK_OPTIONS, checkOptions } from './option-rules';
import { wordedPrompt } from './prompt-wording';
import { ReadInput, requireFirstFrame } from './read-images';

export interface BuiltArkRequest {
  readonly body: JsonObject;
  readonly warnings: readonly RequestWarning[];
}

const ROLES: Readonly<Record<ReadInput['role'], string>> = {
  first_frame: 'first_frame',
  last_frame: 'last_frame',
  reference: 'reference_image',
  source_video: 'reference_video',
};

/** A create call of Ark. Pure. @throws `invalid_parameter`, `missing_required_parameter` */
export function buildArkRequest(
  request: ResolvedVideoRequest,
  traits: ArkTraits,
  inputs: readonly ReadInput[],
  endpoint: string | undefined,
): BuiltArkRequest {
  const { resolvedModel, cameraMotion } = request;
  const { values, warnings } = checkOptions(request.providerOptions?.jimeng, ARK_OPTIONS, resolvedModel.id);
  const { model, frames, camera_fixed: fixed, ...others } = values;
  requireFirstFrame(inputs);
  requireOneKind(inputs);
  const isStill = cameraMotion === 'static';
  const said = isStill
    ? (['motionStrength', 'negativePrompt'] as const)
    : (['cameraMotion', 'motionStrength', 'negativePrompt'] as const);
  const prompt = wordedPrompt(request, said, warnings);
  const text: JsonObject[] = prompt ? [{ type: 'text', text: prompt }] : [];
  const body = defined({
    model: model ?? endpoint ?? resolvedModel.vendorModel,
    content: [...text, ...inputs.map(contentOf)],
    resolution: request.resolution,
    ratio: request.aspectRatio,
    duration: frames === undefined ? request.durationSeconds : undefined,
    frames,
    seed: request.seed,
    camera_fixed: fixed ?? (isStill ? true : undefined),
    generate_audio: traits.sound ? request.audio : undefined,
    ...others,
  });
  return { body, warnings };
}

function requireOneKind(inputs: readonly ReadInput[]): void {
  const isFrame = ({ role }: ReadInput): boolean => role === 'first_frame' || role === 'last_frame';
  if (inputs.every(isFrame) || !inputs.some(isFrame)) return;
  throw new GatewayError('invalid_parameter', {
    param: 'inputs',
    message: 'Frames and references exclude each other. Send one kind.',
  });
}

function contentOf({ role, url, inline }: ReadInput): JsonObject {
  const type = role === 'source_video' ? 'video_url' : 'image_url';
  const address = url ?? `data:${inline?.mediaType};base64,${inline?.data}`;
  return { type, [type]: { url: address }, role: ROLES[role] };
}
