import { GatewayError, JsonObject, JsonValue, RequestWarning, unsupported } from '@onereel/core';
import { cameraProblem } from '../wire/kling-camera';
import type { KlingModel } from '../wire/kling-models';
import { masksProblem, shotsProblem } from '../wire/kling-shots';

export type KlingTransport = 'legacy' | 'relay' | 'current';

interface OptionRule {
  /** What is wrong with a value, without the name; `undefined` = fine. */
  problem(value: JsonValue): string | undefined;
  /** Can this model take it over this transport? */
  applies(model: KlingModel, transport: KlingTransport): boolean;
}

const always = (): boolean => true;
const legacy =
  (has: (traits: NonNullable<KlingModel['legacy']>) => boolean) =>
  (model: KlingModel, transport: KlingTransport): boolean =>
    transport !== 'current' && model.legacy !== undefined && has(model.legacy);

const listUpTo = (max: number) => (value: JsonValue) =>
  Array.isArray(value) && value.length <= max ? undefined : `must be a list of at most ${max}`;
const isText = (value: JsonValue): string | undefined =>
  typeof value === 'string' && value !== '' ? undefined : 'must be text';
const isBoolean = (value: JsonValue): string | undefined =>
  typeof value === 'boolean' ? undefined : 'must be true or false';
const oneOf =
  (...allowed: string[]) =>
  (value: JsonValue): string | undefined =>
    allowed.some((known) => known === value) ? undefined : `must be one of ${allowed.join(', ')}`;

function isShare(value: JsonValue): string | undefined {
  return typeof value === 'number' && value >= 0 && value <= 1 ? undefined : 'must be a number from 0 to 1';
}

function isWatermark(value: JsonValue): string | undefined {
  const enabled =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value.enabled : undefined;
  return typeof enabled === 'boolean' ? undefined : 'must be {"enabled": true or false}';
}

/** Everything `providerOptions.kling` may hold. What is not listed never reaches the vendor. */
const RULES: Readonly<Record<string, OptionRule>> = {
  cfg_scale: { problem: isShare, applies: legacy(({ cfgScale }) => cfgScale === true) },
  mode: { problem: oneOf('std', 'pro', '4k'), applies: legacy(({ modes }) => modes !== undefined) },
  camera_control: { problem: cameraProblem, applies: legacy(always) },
  static_mask: { problem: isText, applies: legacy(({ brush }) => brush !== undefined) },
  dynamic_masks: { problem: masksProblem, applies: legacy(({ brush }) => brush !== undefined) },
  voice_list: { problem: listUpTo(2), applies: legacy(({ sound }) => sound !== undefined) },
  element_list: {
    problem: listUpTo(3),
    applies: (model, transport) =>
      transport === 'current' ? model.current !== undefined : model.legacy?.multiShot === true,
  },
  multi_shot: {
    problem: isBoolean,
    applies: (model, transport) =>
      (transport === 'current' ? model.current?.multiShot : model.legacy?.multiShot) === true,
  },
  shot_type: {
    problem: oneOf('customize', 'intelligence'),
    applies: legacy(({ multiShot }) => multiShot === true),
  },
  multi_prompt: { problem: shotsProblem, applies: legacy(({ multiShot }) => multiShot === true) },
  watermark_info: { problem: isWatermark, applies: always },
  video_id: { problem: isText, applies: legacy(({ kinds }) => kinds.includes('video-extend')) },
};

/** @throws `invalid_parameter` for a value the vendor would refuse. What the model cannot take becomes a warning. */
export function checkOptions(
  options: JsonObject | undefined,
  model: KlingModel,
  transport: KlingTransport,
): { readonly values: JsonObject; readonly warnings: readonly RequestWarning[] } {
  const values: JsonObject = {};
  const warnings: RequestWarning[] = [];
  for (const [name, value] of Object.entries(options ?? {})) {
    const field = `providerOptions.kling.${name}`;
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (!rule?.applies(model, transport)) {
      warnings.push(unsupported(field, `${field} is not taken by ${model.descriptor.id} and was ignored`));
      continue;
    }
    const problem = rule.problem(value);
    if (problem !== undefined) {
      throw new GatewayError('invalid_parameter', {
        param: field,
        message: `${field}${problem.startsWith('[') ? '' : ' '}${problem}.`,
      });
    }
    values[name] = value;
  }
  if (values.voice_list !== undefined && values.element_list !== undefined) {
    throw new GatewayError('invalid_parameter', {
      param: 'providerOptions.kling.voice_list',
      message: 'providerOptions.kling.voice_list and element_list exclude each other. Send one of them.',
    });
  }
  return { values, warnings };
}
