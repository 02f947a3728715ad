import {
  GatewayError,
  type RequestWarning,
  type ResolvedVideoRequest,
  unsupported,
  type VideoInput,
  type VideoRequest,
} from '@onereel/core';
import type { RenderSpec } from '../wire/render-spec';
import { DEFAULT_FPS, DEFAULT_SECONDS, DEFAULT_STRENGTH, SANDBOX_MODEL } from '../wire/sandbox-descriptor';
import { chooseSize } from './frame-size';

export interface BuiltSpec {
  readonly spec: RenderSpec;
  /** The picture to move over. */
  readonly image?: VideoInput;
  readonly warnings: readonly RequestWarning[];
}

const NTSC_RATES = [24, 30, 60];

/** Turns a request into what will be rendered. Throws `invalid_parameter` or `missing_required_parameter`. Pure. */
export function buildSpec(request: ResolvedVideoRequest, fallbackSeed: number): BuiltSpec {
  const image = request.inputs.find(({ role }) => role === 'first_frame');
  const prompt = request.prompt?.trim() ?? '';
  if (image === undefined && prompt === '') {
    throw new GatewayError('missing_required_parameter', {
      param: 'prompt',
      message: 'prompt is missing: give a text to turn into a video, or an image to move over',
    });
  }
  const { size, warnings } = chooseSize(request);
  const { durations, fps } = SANDBOX_MODEL;
  const seconds = inRange(request, 'durationSeconds', durations, DEFAULT_SECONDS);
  const framesPerSecond = inRange(request, 'fps', fps, DEFAULT_FPS);
  const strength = inRange(request, 'motionStrength', { min: 0, max: 1 }, DEFAULT_STRENGTH);
  const spec: RenderSpec = {
    mode: image === undefined ? 'text-to-video' : 'image-to-video',
    prompt,
    size,
    rate: rateOf(framesPerSecond),
    frames: Math.round(seconds * framesPerSecond),
    seed: inRange(request, 'seed', { min: 0, max: 4_294_967_295, whole: true }, fallbackSeed),
    audio: request.audio !== false,
    motion: request.cameraMotion ?? 'zoom',
    strength,
  };
  return {
    spec,
    ...(image !== undefined && { image }),
    warnings: [...warnings, ...ignoredFields(request, image)],
  };
}

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly whole?: boolean;
}

type NumberField = 'durationSeconds' | 'fps' | 'motionStrength' | 'seed';

function inRange(request: VideoRequest, field: NumberField, bounds: Bounds, fallback: number): number {
  const value = request[field] ?? fallback;
  const { min, max, whole = false } = bounds;
  if (Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value)))
    return value;
  throw new GatewayError('invalid_parameter', {
    param: field,
    message: `${field} must be a ${whole ? 'whole ' : ''}number from ${min} to ${max}`,
  });
}

/** Exact broadcast rates for 23.976, 29.97 and 59.94; thousandths for everything else. */
function rateOf(fps: number): string {
  const ntsc = NTSC_RATES.find((rate) => Math.abs(fps - (rate * 1000) / 1001) < 0.005);
  if (ntsc !== undefined) return `${ntsc * 1000}/1001`;
  return Number.isInteger(fps) ? `${fps}/1` : `${Math.round(fps * 1000)}/1000`;
}

/** What was asked and will not be done; each row is a field, whether the request holds it, and why it is ignored. */
function ignoredFields(request: VideoRequest, image: VideoInput | undefined): RequestWarning[] {
  const { cameraMotion } = request;
  const sideways = image === undefined && (cameraMotion === 'pan' || cameraMotion === 'tilt');
  const rows: readonly (readonly [field: string, given: boolean, message?: string])[] = [
    ['negativePrompt', Boolean(request.negativePrompt)],
    ['enhancePrompt', request.enhancePrompt === true],
    ['upsample', request.upsample === true],
    ['count', (request.count ?? 1) > 1, 'count is not supported by this model: one video is made'],
    [
      'cameraMotion',
      sideways,
      `cameraMotion ${cameraMotion} needs an image; a title moves by zoom or not at all`,
    ],
  ];
  const inputs = request.inputs
    .filter((input) => input !== image)
    .map(({ role }) => unsupported('inputs', `an input with the role ${role} is not used by this model`));
  return [
    ...rows.filter(([, given]) => given).map(([field, , message]) => unsupported(field, message)),
    ...inputs,
  ];
}
