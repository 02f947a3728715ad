import { GatewayError, JsonObject, JsonValue, ResolvedVideoRequest } from '@onereel/core';
import type { CameraStrength, CameraTemplate } from '../wire/req-key-table';

/** The template for a film maker's word. A camera that stands still has none. */
const TEMPLATES: Readonly<Record<'zoom' | 'pan' | 'tilt', CameraTemplate>> = {
  zoom: 'hitchcock_dolly_in',
  pan: 'clockwise_swivel',
  tilt: 'crane_push',
};

/** Is the camera to move in a way that a template makes? */
export const wantsRecamera = (
  { cameraMotion }: ResolvedVideoRequest,
  template: JsonValue | undefined,
): boolean => template !== undefined || (cameraMotion !== undefined && cameraMotion !== 'static');

/** @throws `missing_required_parameter` without any move */
export function recameraFields(
  { cameraMotion, motionStrength }: ResolvedVideoRequest,
  { template_id: template, camera_strength: strength }: JsonObject,
): Record<string, JsonValue | undefined> {
  const moved = cameraMotion === undefined || cameraMotion === 'static' ? undefined : TEMPLATES[cameraMotion];
  const chosen = template ?? moved;
  if (chosen === undefined) {
    throw new GatewayError('missing_required_parameter', {
      param: 'providerOptions.jimeng.template_id',
      message:
        'providerOptions.jimeng.template_id is required here: name the camera move, or set cameraMotion to pan, tilt or zoom.',
    });
  }
  const own = motionStrength === undefined ? undefined : strengthOf(motionStrength);
  return { template_id: chosen, camera_strength: strength ?? own };
}

function strengthOf(motionStrength: number): CameraStrength {
  if (motionStrength < 0.34) return 'weak';
  return motionStrength < 0.67 ? 'medium' : 'strong';
}
