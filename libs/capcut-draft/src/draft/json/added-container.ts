import type { JsonObject, JsonValue } from './json-value';

/**
 * Readers lean on some containers that a file may leave out or set to null. The ones the reader puts in remember what stood in
 * their place, so that they are printed as they were read while nobody has filled them.
 */
const STOOD_FOR: unique symbol = Symbol.for('@onereel/capcut-draft/stood-for');

interface Added {
  [STOOD_FOR]?: { readonly value: JsonValue | undefined };
}

/** Marks an empty container as the stand-in for `value`; `undefined`: the key was not there. */
export function standIn<T extends JsonObject | JsonValue[]>(empty: T, value: JsonValue | undefined): T {
  (empty as unknown as Added)[STOOD_FOR] = { value };
  return empty;
}

/** What to print for a value: a stand-in that is still empty gives way to what stood in its place. */
export function asRead(value: JsonValue | undefined): JsonValue | undefined {
  if (typeof value !== 'object' || value === null) return value;
  const added = (value as unknown as Added)[STOOD_FOR];
  return added !== undefined && Object.keys(value).length === 0 ? added.value : value;
}
