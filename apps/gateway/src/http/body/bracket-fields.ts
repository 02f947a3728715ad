import { GatewayError, JsonObject, JsonValue } from '@onereel/core';

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);
const MAX_DEPTH = 6;
const MAX_INDEX = 99;

/** `a[b][0]` → `['a', 'b', '0']`, `a[]` → `['a', '']`. Throws `invalid_parameter` for names that are no such path. */
export function parseFieldPath(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (!match) throw invalidName(name, 'is not a field name like a, a[b] or a[]');
  const path = [match[1], ...[...match[2].matchAll(/\[([^[\]]*)\]/g)].map(([, part]) => part)];
  if (path.length > MAX_DEPTH) throw invalidName(name, `is nested deeper than ${MAX_DEPTH} levels`);
  if (path.some((part) => FORBIDDEN.has(part))) throw invalidName(name, 'uses a reserved name');
  return path;
}

/**
 * Collects form fields into one object the way form encoders mean them: `a[b]=1` nests, `a[]=1` and a repeated `a=1` append,
 * `a[0]=1` indexes. Values stay strings: the DTO of the route converts them.
 */
export class BracketFields {
  readonly value: JsonObject = {};

  add(name: string, text: string): void {
    const path = parseFieldPath(name);
    let holder: JsonObject | JsonValue[] = this.value;
    for (let depth = 0; depth < path.length - 1; depth += 1) {
      holder = descend(holder, path[depth], path[depth + 1], name);
    }
    put(holder, path[path.length - 1], text, name);
  }
}

function descend(
  holder: JsonObject | JsonValue[],
  key: string,
  next: string,
  name: string,
): JsonObject | JsonValue[] {
  const existing = read(holder, key, name);
  if (existing !== undefined) {
    if (typeof existing === 'object' && existing !== null) return existing;
    throw invalidName(name, 'is used both as a value and as an object');
  }
  const created: JsonObject | JsonValue[] = next === '' || /^\d+$/.test(next) ? [] : {};
  put(holder, key, created, name);
  return created;
}

function read(holder: JsonObject | JsonValue[], key: string, name: string): JsonValue | undefined {
  if (!Array.isArray(holder)) return Object.hasOwn(holder, key) ? holder[key] : undefined;
  return key === '' ? undefined : holder[index(key, name)];
}

function put(holder: JsonObject | JsonValue[], key: string, value: JsonValue, name: string): void {
  if (Array.isArray(holder)) {
    if (key === '') holder.push(value);
    else holder[index(key, name)] = value;
    return;
  }
  const existing = read(holder, key, name);
  if (existing === undefined) holder[key] = value;
  else if (Array.isArray(existing)) existing.push(value);
  else if (typeof existing === 'object') throw invalidName(name, 'is used both as a value and as an object');
  else holder[key] = [existing, value];
}

function index(key: string, name: string): number {
  const value = Number(key);
  if (!/^\d+$/.test(key) || value > MAX_INDEX)
    throw invalidName(name, `needs an index from 0 to ${MAX_INDEX}`);
  return value;
}

const invalidName = (name: string, reason: string): GatewayError => {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return new GatewayError('invalid_parameter', { param: shown, message: `Form field "${shown}" ${reason}.` });
};
