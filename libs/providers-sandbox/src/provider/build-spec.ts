import { type RequestWarning, type ResolvedVideoRequest, unsupported, type VideoInput } from '@onereel/core';
import type { RenderSpec } from '../wire/render-spec';
import { DEFAULT_FPS, DEFAULT_SECONDS, DEFAULT_STRENGTH } from '../wire/sandbox-descriptor';
import { chooseSize } from './frame-size';

export interface BuiltSpec {
  readonly spec: RenderSpec;
  /** The picture to move over. */
  readonly image?: VideoInput;
  readonly warnings: readonly RequestWarning[];
}

const NTSC_RATES = [24, 30, 60];

/** Turns a resolved request into what will be rendered. Throws `invalid_parameter` for a frame that is too small. Pure. */
export function buildSpec(request: ResolvedVideoRequest, fallbackSeed: number): BuiltSpec {
  const image = request.inputs.find(({ role }) => role === 'first_frame');
  const { size, warnings } = chooseSize(request);
  const fps = request.fps ?? DEFAULT_FPS;
  const spec: RenderSpec = {
    mode: image === undefined ? 'text-to-video' : 'image-to-video',
    prompt: request.prompt?.trim() ?? '',
    size,
    rate: rateOf(fps),
    frames: Math.round((request.durationSeconds ?? DEFAULT_SECONDS) * fps),
    seed: request.seed ?? fallbackSeed,
    audio: request.audio !== false,
    motion: request.cameraMotion ?? 'zoom',
    strength: request.motionStrength ?? DEFAULT_STRENGTH,
  };
  return {
    spec,
    ...(image !== undefined && { image }),
    warnings: [...warnings, ...titleWarnings(spec)],
  };
}

/** Exact broadcast rates for 23.976, 29.97 and 59.94; thousandths for everything else. */
function rateOf(fps: number): string {
  const ntsc = NTSC_RATES.find((rate) => Math.abs(fps - (rate * 1000) / 1001) < 0.005);
  if (ntsc !== undefined) return `${ntsc * 1000}/1001`;
  return Number.isInteger(fps) ? `${fps}/1` : `${Math.round(fps * 1000)}/1000`;
}

function titleWarnings({ mode, motion }: RenderSpec): RequestWarning[] {
  const sideways = motion === 'pan' || motion === 'tilt';
  if (mode === 'image-to-video' || !sideways) return [];
  return [
    unsupported('cameraMotion', `cameraMotion ${motion} needs an image; a title moves by zoom or not at all`),
  ];
}
