import type { JsonObject, JsonValue } from '@onereel/core';

/** The fields that have a value. */
export const defined = (fields: Readonly<Record<string, JsonValue | undefined>>): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
  );
