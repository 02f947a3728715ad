import { BodyReader, JsonObject, JsonValue, withoutUndefined } from '@onereel/core';
import { cameraProblem } from '../wire/kling-camera';

/** What only Kling has; it travels as its provider options, under the vendor's names. */
export const KLING_EXTRAS = [
  'cfg_scale',
  'mode',
  'camera_control',
  'static_mask',
  'dynamic_masks',
  'multi_shot',
  'shot_type',
  'multi_prompt',
  'element_list',
  'voice_list',
  'watermark_info',
] as const;

/** Characters of a mask sent as base64: it is stored with the request. */
const MAX_MASK = 1_000_000;

const LISTS = [
  ['dynamic_masks', 6],
  ['multi_prompt', 6],
  ['element_list', 3],
  ['voice_list', 2],
] as const;

/** @throws `invalid_parameter` for what the vendor would refuse whatever the model. */
export function readExtras(reader: BodyReader): JsonObject {
  const lists = LISTS.map(([name, max]) => {
    const items = reader.list(name, max);
    return [name, items.length > 0 ? (items as JsonValue[]) : undefined] as const;
  });
  return withoutUndefined({
    cfg_scale: reader.number('cfg_scale', { min: 0, max: 1 }),
    mode: reader.oneOf('mode', ['std', 'pro', '4k'] as const),
    camera_control: readCamera(reader),
    static_mask: reader.text('static_mask', MAX_MASK),
    multi_shot: reader.boolean('multi_shot'),
    shot_type: reader.oneOf('shot_type', ['customize', 'intelligence'] as const),
    watermark_info: reader.object('watermark_info'),
    ...Object.fromEntries(lists),
  }) as JsonObject;
}

/** Many clients send an empty control for none. */
function readCamera(reader: BodyReader): JsonObject | undefined {
  const camera = reader.object('camera_control');
  if (camera === undefined || Object.keys(camera).length === 0) return undefined;
  const problem = cameraProblem(camera);
  return problem === undefined
    ? camera
    : reader.refuse('camera_control', problem.replace(/^must be /, ''), 'another value');
}
