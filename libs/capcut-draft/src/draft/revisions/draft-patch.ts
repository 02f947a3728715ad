import { copyNumberText } from '../json/number-text';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value';

type Path = (string | number)[];

/** One change: `=` set a value, `-` remove a key, `~` replace a stretch of a list. Plain JSON, so it can be stored as text. */
export type PatchStep =
  ['=', Path, JsonValue] | ['-', Path] | ['~', Path, index: number, remove: number, insert: JsonValue[]];

/**
 * What turns `before` into `after`. Parts the two share are skipped by identity, so the cost follows the size of the edit, not
 * of the draft.
 */
export function diffDrafts(before: JsonObject, after: JsonObject): PatchStep[] {
  const steps: PatchStep[] = [];
  diffObjects(before, after, [], steps);
  return steps;
}

/** Applies a patch without touching `draft`; what the patch does not reach is shared. */
export function applyPatch<T extends JsonObject>(draft: T, steps: readonly PatchStep[]): T {
  let root: JsonObject = draft;
  const fresh = new WeakSet<object>();
  for (const step of steps) root = writeStep(root, step, fresh);
  return root as T;
}

function diffValues(before: JsonValue, after: JsonValue, path: Path, steps: PatchStep[]): void {
  if (Object.is(before, after)) return;
  if (isJsonObject(before) && isJsonObject(after)) diffObjects(before, after, path, steps);
  else if (Array.isArray(before) && Array.isArray(after)) diffLists(before, after, path, steps);
  else steps.push(['=', path, after]);
}

function diffObjects(before: JsonObject, after: JsonObject, path: Path, steps: PatchStep[]): void {
  for (const key of Object.keys(before)) if (after[key] === undefined) steps.push(['-', [...path, key]]);
  for (const [key, value] of Object.entries(after)) {
    if (value === undefined) continue;
    const old = before[key];
    if (old === undefined) steps.push(['=', [...path, key], value]);
    else diffValues(old, value, [...path, key], steps);
  }
}

function diffLists(before: JsonValue[], after: JsonValue[], path: Path, steps: PatchStep[]): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && sameItem(before[start], after[start])) {
    diffValues(before[start] as JsonValue, after[start] as JsonValue, [...path, start], steps);
    start++;
  }
  let end = 0;
  while (end < shorter - start && Object.is(before[before.length - 1 - end], after[after.length - 1 - end]))
    end++;
  const remove = before.length - start - end;
  const insert = after.slice(start, after.length - end);
  if (remove > 0 || insert.length > 0) steps.push(['~', path, start, remove, insert]);
}

/** The same thing before and after: shared, or an edited copy under the same id. */
function sameItem(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (Object.is(a, b)) return true;
  return isJsonObject(a) && isJsonObject(b) && a.id !== undefined && a.id === b.id;
}

function writeStep(root: JsonObject, step: PatchStep, fresh: WeakSet<object>): JsonObject {
  const [sign, path] = step;
  const top = own(root, fresh) as JsonObject;
  if (sign === '~') {
    const list = descend(top, path, fresh) as JsonValue[];
    const [, , index, remove, insert] = step;
    spliceLarge(list, index, remove, insert);
    return top;
  }
  const holder = descend(top, path.slice(0, -1), fresh) as JsonObject;
  const key = path.at(-1) as string;
  if (sign === '-') delete holder[key];
  else holder[key] = step[2];
  return top;
}

/** `splice` with spread would put a very long list on the stack. */
function spliceLarge(list: JsonValue[], index: number, remove: number, insert: readonly JsonValue[]): void {
  const tail = list.slice(index + remove);
  list.length = index;
  for (const item of insert) list.push(item);
  for (const item of tail) list.push(item);
}

function descend(from: JsonObject, path: Path, fresh: WeakSet<object>): JsonObject | JsonValue[] {
  let at: JsonObject | JsonValue[] = from;
  for (const key of path) {
    const holder = at as JsonObject;
    const child = own(holder[key] as JsonObject | JsonValue[], fresh);
    holder[key] = child;
    at = child;
  }
  return at;
}

function own(value: JsonObject | JsonValue[], fresh: WeakSet<object>): JsonObject | JsonValue[] {
  if (fresh.has(value)) return value;
  const copy = Array.isArray(value) ? copyNumberText(value, [...value]) : { ...value };
  fresh.add(copy);
  return copy;
}
