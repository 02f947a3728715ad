import { CameraMotion, CreateVideo, JsonObject, withoutUndefined } from '@onereel/core';
import { CameraAxis, CameraControl } from '../wire/kling-legacy';

type Request = Partial<CreateVideo['request']>;

const RESOLUTIONS: Readonly<Record<string, string>> = { std: '720p', pro: '1080p', '4k': '4k' };
/** Film makers' words for the vendor's axes. */
const MOTIONS: Readonly<Partial<Record<CameraAxis, CameraMotion>>> = {
  tilt: 'pan',
  pan: 'tilt',
  zoom: 'zoom',
};

/** What of Kling's own fields a model of another vendor can take, and a warning for each one it cannot. */
export function carryOver(
  extras: JsonObject,
  provider = 'the chosen model',
): { readonly request: Request; readonly warnings: NonNullable<CreateVideo['warnings']> } {
  const { mode, camera_control, ...rest } = extras;
  const camera =
    camera_control === undefined ? undefined : cameraOf(camera_control as unknown as CameraControl);
  const lost = [
    ...Object.keys(rest),
    ...(camera_control !== undefined && camera === undefined ? ['camera_control'] : []),
  ];
  return {
    request: withoutUndefined({ resolution: RESOLUTIONS[String(mode)], ...camera }),
    warnings: lost.map((field) => ({
      field,
      message: `${field} exists at Kling only and was ignored: ${provider} serves this request`,
    })),
  };
}

function cameraOf({ config }: CameraControl): Pick<Request, 'cameraMotion' | 'motionStrength'> | undefined {
  const [axis, value] = Object.entries(config ?? {}).find(([, move]) => move !== 0) ?? [];
  const cameraMotion = axis === undefined ? undefined : MOTIONS[axis as CameraAxis];
  return cameraMotion && { cameraMotion, motionStrength: Math.abs(value ?? 0) / 10 };
}
