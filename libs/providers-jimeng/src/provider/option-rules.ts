import { GatewayError, JsonObject, JsonValue, RequestWarning, unsupported } from '@onereel/core';
import { CAMERA_STRENGTHS, CAMERA_TEMPLATES } from '../wire/req-key-table';

/** What is wrong with a value, without the name; `undefined` = fine. */
type Rule = (value: JsonValue) => string | undefined;

const oneOf =
  (...allowed: readonly JsonValue[]): Rule =>
  (value) =>
    allowed.includes(value) ? undefined : `must be one of ${allowed.join(', ')}`;
const matching =
  (pattern: RegExp, example: string): Rule =>
  (value) =>
    typeof value === 'string' && pattern.test(value) ? undefined : `must be text such as ${example}`;
const isBoolean: Rule = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');
const isCount: Rule = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? undefined
    : 'must be a whole number from 0';

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const META = ['content_producer', 'producer_id', 'content_propagator', 'propagate_id'];
const isMeta: Rule = (value) =>
  isObject(value) &&
  Object.entries(value).every(
    ([name, text]) => META.includes(name) && typeof text === 'string' && text.length <= 200,
  )
    ? undefined
    : `must be an object with texts for ${META.join(', ')}`;

/** Decided elsewhere, or about who pays and who is told. */
const RESERVED = ['req_key', 'callback_url', 'image_urls', 'binary_data_base64'];
const isFields: Rule = (value) =>
  isObject(value) &&
  Object.keys(value).every((name) => /^[a-z0-9_]{1,64}$/.test(name) && !RESERVED.includes(name))
    ? undefined
    : `must be an object of body fields other than ${RESERVED.join(', ')}`;

type Rules = Readonly<Record<string, Rule>>;

/** Everything `providerOptions.jimeng` may hold. What is not listed never reaches the vendor. */
export const VISUAL_OPTIONS: Rules = {
  req_key: matching(/^[a-z0-9_]{1,64}$/, 'jimeng_t2v_v30'),
  template_id: oneOf(...CAMERA_TEMPLATES),
  camera_strength: oneOf(...CAMERA_STRENGTHS),
  frames: oneOf(121, 241),
  aigc_meta: isMeta,
  fields: isFields,
};

export const ARK_OPTIONS: Rules = {
  model: matching(/^[\w.-]{1,128}$/, 'ep-20260101-abcde'),
  camera_fixed: isBoolean,
  watermark: isBoolean,
  draft: isBoolean,
  frames: isCount,
  priority: isCount,
  service_tier: oneOf('default', 'flex'),
  execution_expires_after: isCount,
  safety_identifier: matching(/^[\x20-\x7e]{1,64}$/, 'a hash of your user'),
};

/** @throws `invalid_parameter` for a value the vendor would refuse or ignore. What it has no word for becomes a warning. */
export function checkOptions(
  options: JsonObject | undefined,
  rules: Rules,
  model: string,
): { readonly values: JsonObject; readonly warnings: RequestWarning[] } {
  const values: JsonObject = {};
  const warnings: RequestWarning[] = [];
  for (const [name, value] of Object.entries(options ?? {})) {
    const field = `providerOptions.jimeng.${name}`;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) {
      warnings.push(unsupported(field, `${field} is not taken by ${model} and was ignored`));
      continue;
    }
    const problem = rule(value);
    if (problem !== undefined)
      throw new GatewayError('invalid_parameter', { param: field, message: `${field} ${problem}.` });
    values[name] = value;
  }
  return { values, warnings };
}
