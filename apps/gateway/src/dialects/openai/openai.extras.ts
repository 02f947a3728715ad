import { BodyReader, CreateVideo, JsonObject, JsonValue } from '@onereel/core';

/** Longer unknown values are more likely media for a feature that is missing here than a label. */
const MAX_KEPT = 1024;
const NUMBER = /^-?\d{1,15}(\.\d+)?$/;

/** Numbers and booleans that a form could only send as text. */
export function formValues(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, formValue(item)]));
}

function formValue(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(formValue);
  if (typeof value === 'object' && value !== null) return formValues(value);
  if (value === 'true' || value === 'false') return value === 'true';
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
}

interface Kept {
  readonly kept: JsonObject;
  readonly warnings: NonNullable<CreateVideo['warnings']>;
}

/** Fields nobody knows are kept in the metadata when they are short, as other gateways do, and always warned about. */
export function keepUnknown(reader: BodyReader, isForm: boolean): Kept {
  const names = reader.unread();
  const short = names.filter((name) => (JSON.stringify(reader.raw(name) ?? null) ?? '').length <= MAX_KEPT);
  const fields = Object.fromEntries(short.map((name) => [name, reader.raw(name) ?? null]));
  const kept = new BodyReader({ metadata: fields }).object('metadata') ?? {};
  return {
    kept: isForm ? formValues(kept) : kept,
    warnings: names.map((field) => ({
      field,
      message: short.includes(field)
        ? `${field} is not a field of this endpoint; it was kept in metadata and changes nothing`
        : `${field} is not a field of this endpoint and was ignored`,
    })),
  };
}
