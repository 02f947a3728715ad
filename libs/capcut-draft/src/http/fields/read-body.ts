import { GatewayError } from '@onereel/core';
import { fieldSpecsOf, type BodyClass, type FieldSpec } from './field-spec';

type Of<K extends FieldSpec['kind']> = Extract<FieldSpec, { kind: K }>;

/**
 * Reads a body by the field decorators of a class: defaults filled in, unknown keys dropped.
 * @throws GatewayError `missing_required_parameter` or `invalid_parameter`, naming the field, e.g. `video_infos[0].start`
 */
export function readBody<T extends object>(type: BodyClass<T>, body: unknown, path = ''): T {
  if (!isRecord(body)) throw refuse(path || 'body', 'it must be a JSON object');
  const result = new type() as Record<string, unknown>;
  for (const [property, spec] of fieldSpecsOf(type)) {
    const at = path === '' ? property : `${path}.${property}`;
    const value = Object.hasOwn(body, property) ? body[property] : undefined;
    result[property] =
      value === undefined || value === null ? absent(spec, at) : READERS[spec.kind](spec as never, value, at);
  }
  return result as T;
}

function absent(spec: FieldSpec, at: string): unknown {
  if (spec.required) {
    throw new GatewayError('missing_required_parameter', { param: at, message: `${at}: it is required.` });
  }
  return spec.fallback;
}

const READERS: { [K in FieldSpec['kind']]: (spec: Of<K>, value: unknown, at: string) => unknown } = {
  text: (spec, value, at) => {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string') throw refuse(at, 'it must be text');
    if (text.length > spec.maxLength)
      throw refuse(at, `it has ${text.length} characters, at most ${spec.maxLength} are accepted`);
    if (spec.notBlank && text.trim() === '') throw refuse(at, 'it must not be blank');
    return text;
  },
  url: (_, value, at) => {
    if (typeof value !== 'string' || value.trim() === '')
      throw refuse(at, 'it must be an http(s) address or task://<id>');
    const url = value.trim();
    if (!/^(https?:\/\/|task:\/\/)\S+$/i.test(url))
      throw refuse(at, 'it must begin with http://, https:// or task://');
    return url;
  },
  number: readNumber,
  flag: (_, value, at) => {
    const known = FLAGS.get(typeof value === 'string' ? value.toLowerCase() : value);
    if (known === undefined) throw refuse(at, 'it must be true or false');
    return known;
  },
  choice: (spec, value, at) => {
    const found = spec.values.find((choice) => choice === value || String(choice) === String(value));
    if (found === undefined)
      throw refuse(at, `it is ${shown(value)} and must be one of ${spec.values.join(', ')}`);
    return found;
  },
  group: (spec, value, at) => readBody(spec.of, value, at),
  list: readList,
};

const FLAGS = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
]);

function readNumber(spec: Of<'number'>, value: unknown, at: string): number {
  const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof parsed !== 'number' || !Number.isFinite(parsed))
    throw refuse(at, `it is ${shown(value)} and must be a number`);
  if (spec.whole && !spec.truncate && !Number.isInteger(parsed)) {
    throw refuse(at, `it is ${shown(value)} and must be a whole number`);
  }
  return withinLimits(spec, spec.truncate ? Math.trunc(parsed) : parsed, at);
}

function withinLimits({ min, max }: Of<'number'>, value: number, at: string): number {
  if (min !== undefined && value < min) throw refuse(at, `it is ${value} and must be at least ${min}`);
  if (max !== undefined && value > max) throw refuse(at, `it is ${value} and must be at most ${max}`);
  return value;
}

function readList(spec: Of<'list'>, value: unknown, at: string): unknown[] | undefined {
  const list = typeof value === 'string' ? parseList(spec, value, at) : value;
  if (list === undefined) return undefined;
  if (!Array.isArray(list)) throw refuse(at, 'it must be an array');
  if (list.length > spec.maxItems)
    throw refuse(at, `it has ${list.length} items, at most ${spec.maxItems} are accepted`);
  return list.map((item, index) => readItem(spec.of, item, `${at}[${index}]`));
}

function readItem(of: BodyClass | 'text' | 'number', item: unknown, at: string): unknown {
  if (of === 'text') {
    if (typeof item !== 'string') throw refuse(at, 'it must be text');
    return item;
  }
  if (of === 'number')
    return readNumber({ kind: 'number', required: true, whole: false, truncate: false }, item, at);
  return readBody(of, item, at);
}

/** No-code tools send lists as text even where the contract says list. */
function parseList(spec: Of<'list'>, text: string, at: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const kind = spec.jsonText ? 'a JSON array (as text or as a real array)' : 'an array';
    throw new GatewayError('invalid_parameter', {
      param: at,
      message: `${at}: it must be ${kind}; the text is not valid JSON.`,
      cause,
    });
  }
}

function shown(value: unknown): string {
  return typeof value === 'string'
    ? `"${value.slice(0, 40)}"`
    : typeof value === 'object'
      ? 'an object'
      : String(value);
}

function refuse(param: string, reason: string): GatewayError {
  return new GatewayError('invalid_parameter', { param, message: `${param}: ${reason}.` });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
