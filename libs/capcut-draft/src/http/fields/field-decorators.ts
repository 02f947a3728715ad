import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { addFieldSpec, type BodyClass, type FieldSpec } from './field-spec';

/**
 * One decorator per property says how it is read, what it is limited to and how OpenAPI shows it. Reading is lax where no-code
 * tools are (numbers as text, lists as JSON text) and names the field when it refuses.
 */
interface About {
  readonly about: string;
  readonly required?: boolean;
  readonly example?: unknown;
}

const MAX_TEXT = 20_000;
const MAX_ITEMS = 10_000;

export function TextField(
  options: About & { default?: string; maxLength?: number; notBlank?: boolean; nullable?: boolean },
): PropertyDecorator {
  const { maxLength = MAX_TEXT, notBlank = false } = options;
  return field(
    { kind: 'text', maxLength, notBlank, ...common(options) },
    { ...api(options), type: String, maxLength },
  );
}

/** An http(s) address, or `task://<id>` for a result of this gateway. */
export function UrlField(options: About): PropertyDecorator {
  return field({ kind: 'url', ...common(options) }, { ...api(options), type: String });
}

interface NumberOptions extends About {
  readonly default?: number;
  readonly min?: number;
  readonly max?: number;
}

export function WholeField(options: NumberOptions & { readonly truncate?: boolean }): PropertyDecorator {
  const { min, max, truncate = false } = options;
  return field(
    { kind: 'number', whole: true, truncate, min, max, ...common(options) },
    { ...api(options), ...limits(options), type: 'integer' },
  );
}

export function NumberField(options: NumberOptions): PropertyDecorator {
  const { min, max } = options;
  return field(
    { kind: 'number', whole: false, truncate: false, min, max, ...common(options) },
    { ...api(options), ...limits(options), type: Number },
  );
}

export function FlagField(options: About & { default?: boolean }): PropertyDecorator {
  return field({ kind: 'flag', ...common(options) }, { ...api(options), type: Boolean });
}

export function ChoiceField(
  options: About & { values: readonly (string | number)[]; default?: string | number },
): PropertyDecorator {
  const type = typeof options.values[0] === 'number' ? 'integer' : String;
  return field(
    { kind: 'choice', values: options.values, ...common(options) },
    { ...api(options), type, enum: [...options.values] },
  );
}

export function GroupField(options: About & { of: BodyClass }): PropertyDecorator {
  return field({ kind: 'group', of: options.of, ...common(options) }, { ...api(options), type: options.of });
}

export function ListField(
  options: About & { of: BodyClass | 'text' | 'number'; maxItems?: number },
): PropertyDecorator {
  const { of, maxItems = MAX_ITEMS } = options;
  return field(
    { kind: 'list', of, jsonText: false, maxItems, ...common(options) },
    { ...api(options), ...listType(of) },
  );
}

/** A list that travels as JSON text, as capcut-mate's clients send it; a real list is accepted too. */
export function JsonListField(options: About & { of: BodyClass; maxItems?: number }): PropertyDecorator {
  const { of, maxItems = MAX_ITEMS } = options;
  const about = `${options.about} A JSON array as text; a real array is accepted too.`;
  return field(
    { kind: 'list', of, jsonText: true, maxItems, ...common(options) },
    { ...api({ ...options, about }), type: String },
  );
}

function field(spec: FieldSpec, options: ApiPropertyOptions): PropertyDecorator {
  return (prototype, property) => {
    addFieldSpec(prototype, String(property), spec);
    ApiProperty(options)(prototype, property);
  };
}

function common(options: About & { default?: unknown }): { required: boolean; fallback?: unknown } {
  return {
    required: options.required ?? false,
    ...(options.default !== undefined && { fallback: options.default }),
  };
}

function api(options: About & { default?: unknown; nullable?: boolean }): {
  description: string;
  required: boolean;
} {
  return {
    description: options.about,
    required: options.required ?? false,
    ...(options.default !== undefined && { default: options.default }),
    ...(options.example !== undefined && { example: options.example }),
    ...(options.nullable && { nullable: true }),
  };
}

function limits({ min, max }: NumberOptions): { minimum?: number; maximum?: number } {
  return { ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) };
}

function listType(of: BodyClass | 'text' | 'number'): { type: [typeof String | typeof Number | BodyClass] } {
  return { type: [of === 'text' ? String : of === 'number' ? Number : of] };
}
