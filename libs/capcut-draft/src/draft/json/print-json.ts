import type { JsonObject, JsonValue } from './json-value';
import { asRead } from './added-container';
import { keysInOrder } from './key-order';
import { numberText } from './number-text';

/** Prints compact JSON; numbers keep the spelling they were read with, keys keep their order. */
export function printJson(value: JsonValue): string {
  const parts: string[] = [];
  const holder: JsonValue[] = [value];
  print(holder, 0, value, parts);
  return parts.join('');
}

function print(
  parent: JsonObject | JsonValue[],
  key: string | number,
  value: JsonValue,
  parts: string[],
): void {
  if (typeof value === 'number') parts.push(numberText(parent, key, value));
  else if (value === null || typeof value !== 'object') parts.push(JSON.stringify(value));
  else if (Array.isArray(value)) printArray(value, parts);
  else printObject(value, parts);
}

function printArray(array: JsonValue[], parts: string[]): void {
  parts.push('[');
  for (let i = 0; i < array.length; i++) {
    if (i > 0) parts.push(',');
    print(array, i, array[i] as JsonValue, parts);
  }
  parts.push(']');
}

function printObject(object: JsonObject, parts: string[]): void {
  parts.push('{');
  let first = true;
  for (const key of keysInOrder(object)) {
    const value = asRead(object[key]);
    if (value === undefined) continue;
    if (!first) parts.push(',');
    first = false;
    parts.push(JSON.stringify(key), ':');
    print(object, key, value, parts);
  }
  parts.push('}');
}
