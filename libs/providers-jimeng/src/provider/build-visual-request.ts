import {
  AppliedParameters,
  GatewayError,
  JsonObject,
  RequestWarning,
  ResolvedVideoRequest,
  unsupported,
} from '@onereel/core';
import type { VisualTraits } from '../wire/jimeng-models';
import { framesOf, REQ_KEYS, ReqKeyRow, ReqKeyUse, secondsOf } from '../wire/req-key-table';
import { defined } from './defined';
import { checkOptions, VISUAL_OPTIONS } from './option-rules';
import { wordedPrompt } from './prompt-wording';
import { ReadInput, requireFirstFrame } from './read-images';
import { recameraFields, wantsRecamera } from './recamera';

export interface BuiltVisualRequest {
  readonly reqKey: string;
  readonly body: JsonObject;
  /** Goes with every question about the task. */
  readonly aigcMeta?: JsonObject;
  readonly warnings: readonly RequestWarning[];
  /** What the key and the options decided on. */
  readonly applied: AppliedParameters;
}

/** A key the table does not know: whatever it is, its length is its own. */
const UNKNOWN_KEY: ReqKeyRow = { uses: ['text', 'first', 'first-tail'], frames: false };
const rowOf = (reqKey: string): ReqKeyRow => REQ_KEYS[reqKey] ?? UNKNOWN_KEY;

interface Choice {
  readonly reqKey: string;
  readonly use: ReqKeyUse;
}

/** A create call of the visual API. Pure. @throws `invalid_parameter`, `missing_required_parameter`, `unsupported_parameter` */
export function buildVisualRequest(
  request: ResolvedVideoRequest,
  traits: VisualTraits,
  images: readonly ReadInput[],
): BuiltVisualRequest {
  const { values, warnings } = checkOptions(
    request.providerOptions?.jimeng,
    VISUAL_OPTIONS,
    request.resolvedModel.id,
  );
  requireFirstFrame(images);
  const { reqKey, use } = chooseReqKey(request, traits, values, images);
  const moves = use === 'recamera' ? recameraFields(request, values) : undefined;
  if (!moves) warnAboutLostMoves(values, warnings);
  const said = moves
    ? (['negativePrompt'] as const)
    : (['cameraMotion', 'motionStrength', 'negativePrompt'] as const);
  const prompt = wordedPrompt(request, said, warnings);
  requirePrompt(use, prompt);
  const { aigc_meta: aigcMeta, fields, frames } = values;
  const { resolution } = rowOf(reqKey);
  const body = defined({
    req_key: reqKey,
    prompt,
    seed: request.seed,
    frames: rowOf(reqKey).frames ? (values.frames ?? framesOf(request.durationSeconds ?? 5)) : undefined,
    aspect_ratio: shapeOf(request, reqKey, use, warnings),
    ...imageFields(images),
    ...moves,
    ...(fields as JsonObject | undefined),
  });
  const applied: AppliedParameters = {
    ...(resolution && { resolution }),
    ...(typeof frames === 'number' && { durationSeconds: secondsOf(frames) }),
  };
  return {
    reqKey,
    body,
    warnings,
    applied,
    ...(aigcMeta !== undefined && { aigcMeta: aigcMeta as JsonObject }),
  };
}

function chooseReqKey(
  request: ResolvedVideoRequest,
  { reqKeys }: VisualTraits,
  { req_key: own, template_id: template }: JsonObject,
  images: readonly ReadInput[],
): Choice {
  const keys = typeof own === 'string' ? [own] : reqKeys;
  for (const use of usesOf(images, wantsRecamera(request, template))) {
    const fitting = keys.filter((key) => rowOf(key).uses.includes(use));
    const reqKey = fitting.find((key) => offers(rowOf(key), request.resolution));
    if (reqKey !== undefined) return { reqKey, use };
  }
  const frames = images.map(({ role }) => role).join(' and ');
  throw new GatewayError('unsupported_parameter', {
    param: 'inputs',
    message: `${keys.join(', ')} cannot be made from ${frames || 'a prompt alone'}. Use jimeng-3.0, which chooses by the inputs.`,
  });
}

function usesOf(images: readonly ReadInput[], moves: boolean): readonly ReqKeyUse[] {
  if (images.length === 0) return ['text'];
  if (images.length > 1) return ['first-tail'];
  return moves ? ['recamera', 'first'] : ['first', 'recamera'];
}

const offers = ({ resolution }: ReqKeyRow, wanted: string | undefined): boolean =>
  wanted === undefined || resolution === undefined || resolution === wanted;

function warnAboutLostMoves(values: JsonObject, warnings: RequestWarning[]): void {
  for (const name of ['template_id', 'camera_strength'].filter((option) => values[option] !== undefined)) {
    const field = `providerOptions.jimeng.${name}`;
    warnings.push(unsupported(field, `${field} was ignored: camera templates take one first frame and 720p`));
  }
}

function requirePrompt(use: ReqKeyUse, prompt: string | undefined): void {
  if (prompt || use !== 'text') return;
  throw new GatewayError('missing_required_parameter', {
    param: 'prompt',
    message: 'prompt is required unless a first frame is given. Say what the video should show.',
  });
}

/** Only videos from text have a shape of their own. */
function shapeOf(
  { aspectRatio }: ResolvedVideoRequest,
  reqKey: string,
  use: ReqKeyUse,
  warnings: RequestWarning[],
): string | undefined {
  if (aspectRatio === undefined) return undefined;
  if (use === 'text' && rowOf(reqKey) !== UNKNOWN_KEY) return aspectRatio;
  const reason = 'the video takes the shape of its first frame';
  warnings.push(unsupported('aspectRatio', `aspectRatio was ignored: ${reason}`));
  return undefined;
}

function imageFields(images: readonly ReadInput[]): Record<string, string[] | undefined> {
  const ordered = [...images].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  const urls = ordered.flatMap(({ url }) => url ?? []);
  const inline = ordered.flatMap(({ inline: bytes }) => bytes?.data ?? []);
  return {
    image_urls: urls.length > 0 ? urls : undefined,
    binary_data_base64: inline.length > 0 ? inline : undefined,
  };
}

const ORDER: readonly ReadInput['role'][] = ['first_frame', 'last_frame'];
