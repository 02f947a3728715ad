import { CameraMotion, CreateVideo, JsonObject, withoutUndefined } from '@onereel/core';
import type { CameraStrength, CameraTemplate, VisualResolution } from '../wire/req-key-table';

/** Film makers' words for the vendor's camera moves. */
const MOTIONS: Readonly<Partial<Record<CameraTemplate, CameraMotion>>> = {
  hitchcock_dolly_in: 'zoom',
  hitchcock_dolly_out: 'zoom',
  quick_pull_back: 'zoom',
  rapid_push_pull: 'zoom',
  counterclockwise_swivel: 'pan',
  clockwise_swivel: 'pan',
  dynamic_orbit: 'pan',
  central_orbit: 'pan',
  crane_push: 'tilt',
};
const STRENGTHS: Readonly<Record<CameraStrength, number>> = { weak: 0.2, medium: 0.5, strong: 0.8 };

/** What of Jimeng's own fields a model of another vendor can take, and a warning for each one it cannot. */
export function carryOver(
  { template_id: template, camera_strength: strength }: JsonObject,
  resolution: VisualResolution | undefined,
  provider = 'the chosen model',
): {
  readonly request: Partial<CreateVideo['request']>;
  readonly warnings: NonNullable<CreateVideo['warnings']>;
} {
  const cameraMotion = MOTIONS[template as CameraTemplate];
  const motionStrength = cameraMotion && STRENGTHS[strength as CameraStrength];
  const lost = [
    template !== undefined && cameraMotion === undefined && 'template_id',
    strength !== undefined && motionStrength === undefined && 'camera_strength',
  ].filter((field) => field !== false);
  return {
    request: withoutUndefined({ resolution, cameraMotion, motionStrength }),
    warnings: lost.map((field) => ({
      field,
      message: `${field} exists at Jimeng only and was ignored: ${provider} serves this request`,
    })),
  };
}
