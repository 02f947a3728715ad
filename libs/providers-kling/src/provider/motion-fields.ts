import { cameraPhrase, JsonObject, strengthPhrase } from '@onereel/core';
import { CAMERA_AXES, CameraAxis, LegacyKind } from '../wire/kling-legacy';
import type { KlingMode, LegacyTraits } from '../wire/kling-models';
import { intoPrompt, KlingPlan } from './kling-plan';

/** The vendor's axis for a film maker's word, and the direction when none is asked for. */
const AXES: Readonly<Record<'pan' | 'tilt' | 'zoom', readonly [CameraAxis, 1 | -1]>> = {
  pan: ['tilt', 1],
  tilt: ['pan', 1],
  zoom: ['zoom', -1],
};
const DEFAULT_STRENGTH = 0.5;

/** Camera and strength as a control where the model has one, otherwise in words. */
export function motionFields(
  plan: KlingPlan,
  traits: LegacyTraits,
  kind: LegacyKind,
  mode: KlingMode | undefined,
): { readonly prompt: string | undefined; readonly camera: JsonObject } {
  const { cameraMotion } = plan.request;
  if (plan.options.camera_control !== undefined) {
    const { type } = plan.options.camera_control as { type?: unknown };
    const isKnown = type === 'simple' || traits.camera?.simpleOnly !== true;
    if (!isKnown || !honorsCamera(plan, traits, kind, mode)) warnAboutCamera(plan);
    return { prompt: inWords(plan, false), camera: {} };
  }
  if (cameraMotion === undefined || cameraMotion === 'static' || !honorsCamera(plan, traits, kind, mode)) {
    return { prompt: inWords(plan, true), camera: {} };
  }
  const [axis, direction] = AXES[cameraMotion];
  const strength = Math.max(1, Math.round(10 * (plan.request.motionStrength ?? DEFAULT_STRENGTH)));
  const config = Object.fromEntries(
    CAMERA_AXES.map((name) => [name, name === axis ? direction * strength : 0]),
  );
  return { prompt: plan.request.prompt, camera: { camera_control: { type: 'simple', config } } };
}

const honorsCamera = (
  { seconds, images }: KlingPlan,
  { camera }: LegacyTraits,
  kind: LegacyKind,
  mode: KlingMode = 'std',
): boolean =>
  camera !== undefined &&
  images.last === undefined &&
  camera.kind === kind &&
  camera.mode === mode &&
  camera.seconds === seconds;

function warnAboutCamera({ warnings, model }: KlingPlan): void {
  warnings.push({
    kind: 'compatibility',
    field: 'providerOptions.kling.camera_control',
    message: `camera_control was sent, but Kling documents it for other settings than these of ${model.descriptor.id} and may ignore it`,
  });
}

/** The prompt with camera and strength said in it, each reported under its field. */
export function inWords(plan: KlingPlan, withCamera: boolean): string | undefined {
  const { cameraMotion, motionStrength, prompt } = plan.request;
  const moved =
    withCamera && cameraMotion !== undefined
      ? intoPrompt(plan, prompt, 'cameraMotion', cameraPhrase(cameraMotion))
      : prompt;
  const strength = motionStrength === undefined ? undefined : strengthPhrase(motionStrength);
  return strength === undefined ? moved : intoPrompt(plan, moved, 'motionStrength', strength);
}
