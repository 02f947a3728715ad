import type { JsonObject, JsonValue } from './json-value';

/**
 * The spelling of numbers that JavaScript would print differently (`30.0`, `1e3`, 20-digit integers), kept per container under
 * a symbol. Object spread copies it, so an edited copy prints its untouched numbers as the application wrote them; an entry
 * counts only while the value it belongs to is unchanged.
 */
const NUMBER_TEXT: unique symbol = Symbol.for('@onereel/capcut-draft/number-text');

type Container = JsonObject | JsonValue[];
interface Annotated {
  [NUMBER_TEXT]?: Record<string, string>;
}

export function keepNumberText(container: Container, key: string | number, text: string): void {
  const annotated = container as unknown as Annotated;
  (annotated[NUMBER_TEXT] ??= {})[key] = text;
}

export function numberText(container: Container, key: string | number, value: number): string {
  const kept = (container as unknown as Annotated)[NUMBER_TEXT]?.[key];
  if (kept !== undefined && Object.is(Number(kept), value)) return kept;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Lets a rebuilt array keep the spellings of the array it was made from. */
export function copyNumberText<T extends Container>(from: Container, to: T): T {
  const kept = (from as unknown as Annotated)[NUMBER_TEXT];
  if (kept) (to as unknown as Annotated)[NUMBER_TEXT] = kept;
  return to;
}
