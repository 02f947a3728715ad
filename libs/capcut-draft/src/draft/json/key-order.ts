import type { JsonObject, JsonValue } from './json-value';

/**
 * JavaScript lists integer-like keys ("1", "42") first and in ascending order, whatever order they were written in. Objects with
 * such keys keep the order of their file under a symbol; object spread copies it, so an edited copy prints its keys in their
 * places. Keys that come later follow at the end.
 */
const KEY_ORDER: unique symbol = Symbol.for('@onereel/capcut-draft/key-order');

interface Ordered {
  [KEY_ORDER]?: string[];
}

/** Most keys begin with a letter and need no closer look. */
const NINE = 0x39;
const INTEGER_LIKE = /^(?:0|[1-9]\d*)$/;

/** To be told of every key before it is set, in the order of the file. */
export function keepKeyOrder(object: JsonObject, key: string): void {
  const ordered = object as unknown as Ordered;
  if (ordered[KEY_ORDER]) {
    if (!Object.hasOwn(object, key)) ordered[KEY_ORDER].push(key);
  } else if (key.charCodeAt(0) <= NINE && INTEGER_LIKE.test(key))
    ordered[KEY_ORDER] = [...Object.keys(object), key];
}

/** The keys of an object in the order of its file. */
export function keysInOrder(object: JsonObject): readonly string[] {
  const kept = (object as unknown as Ordered)[KEY_ORDER];
  const keys = Object.keys(object);
  if (kept === undefined) return keys;
  const known = new Set(kept);
  return [...kept.filter((key) => Object.hasOwn(object, key)), ...keys.filter((key) => !known.has(key))];
}

/** A copy of an object with every value replaced; what is kept beside the values (order, spelling) stays. */
export function mapValues<T extends JsonValue>(
  object: Readonly<Record<string, T>>,
  change: (value: T, key: string) => T,
): Record<string, T> {
  const copy = { ...object };
  for (const key of Object.keys(object)) copy[key] = change(object[key] as T, key);
  return copy;
}
