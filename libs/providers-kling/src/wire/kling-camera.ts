import { CAMERA_AXES, CAMERA_TYPES, CameraControl } from './kling-legacy';

/** What is wrong with a `camera_control`, without the field's name; `undefined` = fine. */
export function cameraProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return 'must be an object with a type';
  const { type, config } = value as Partial<CameraControl>;
  if (!CAMERA_TYPES.some((known) => known === type)) return `type must be one of ${CAMERA_TYPES.join(', ')}`;
  if (type !== 'simple') return config === undefined ? undefined : 'takes a config only with type simple';
  if (typeof config !== 'object' || config === null) return 'needs a config with type simple';
  const moves = Object.entries(config);
  const unknown = moves.find(([axis]) => !CAMERA_AXES.some((known) => known === axis));
  if (unknown) return `config.${unknown[0]} is not one of ${CAMERA_AXES.join(', ')}`;
  if (moves.some(([, move]) => typeof move !== 'number' || Math.abs(move) > 10)) {
    return 'config values must be numbers from -10 to 10';
  }
  return moves.filter(([, move]) => move !== 0).length === 1
    ? undefined
    : 'config must have exactly one value that is not 0';
}
