import { GatewayError } from '../errors/gateway-error';
import { JsonObject, JsonValue } from '../json';

const MAX_BYTES = 16 * 1024;
const MAX_DEPTH = 8;
const DANGEROUS = new Set(['__proto__', 'constructor', 'prototype']);

const refuse = (field: string, reason: string, cure: string): never => {
  throw new GatewayError('invalid_parameter', { param: field, message: `${field} ${reason}. ${cure}` });
};

function parse(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return refuse(field, 'must be an object, or a string that holds one as JSON', 'Check the quoting.');
  }
}

function copy(field: string, value: unknown, depth: number): JsonValue {
  if (depth > MAX_DEPTH) return refuse(field, `is nested more than ${MAX_DEPTH} levels deep`, 'Flatten it.');
  if (Array.isArray(value)) return value.map((item) => copy(field, item, depth + 1));
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const clean: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    if (DANGEROUS.has(key)) return refuse(field, `has the key ${key}, which is reserved`, 'Rename it.');
    clean[key] = copy(field, item, depth + 1);
  }
  return clean;
}

/**
 * A deep copy of a client's free-form object, safe to store and to echo.
 * @throws `invalid_parameter` when it is no object, too large (16 KB), too deep (8 levels) or has a prototype-changing key.
 */
export function cleanJsonObject(field: string, value: unknown): JsonObject {
  const parsed = parse(field, value);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return refuse(field, 'must be an object', 'Send for example {"shot": "12a"}.');
  }
  const clean = copy(field, parsed, 1) as JsonObject;
  if (Buffer.byteLength(JSON.stringify(clean)) > MAX_BYTES) {
    return refuse(field, `is larger than ${MAX_BYTES} bytes`, 'Store less in it.');
  }
  return clean;
}
