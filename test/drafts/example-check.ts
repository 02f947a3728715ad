/** An OpenAPI 3.0 schema, as far as the documents of this service use it. */
export interface Schema {
  readonly type?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly description?: string;
  readonly example?: unknown;
  readonly default?: unknown;
}
export type Schemas = Readonly<Record<string, Schema>>;

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  array: Array.isArray,
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** What of a value its schema does not allow; fields the schema does not name are faults, too. */
export function complaints(value: unknown, schema: Schema, schemas: Schemas, at = 'body'): string[] {
  const { $ref, allOf, nullable } = schema;
  if ($ref !== undefined) {
    const named = schemas[$ref.slice('#/components/schemas/'.length)];
    return named ? complaints(value, named, schemas, at) : [`${at}: ${$ref} is not there`];
  }
  if (allOf) return allOf.flatMap((each) => complaints(value, each, schemas, at));
  if (value === null && nullable) return [];
  const reason = RULES.find(({ broken }) => broken(value, schema))?.reason(schema);
  if (reason !== undefined) return [`${at}: ${JSON.stringify(value)} is ${reason}`];
  if (Array.isArray(value))
    return value.flatMap((item, i) => complaints(item, schema.items ?? {}, schemas, `${at}[${i}]`));
  return typeof value === 'object' && value !== null ? inside(value, schema, schemas, at) : [];
}

interface Rule {
  broken(value: unknown, schema: Schema): boolean;
  reason(schema: Schema): string;
}
const RULES: readonly Rule[] = [
  {
    broken: (value, { type }) => type !== undefined && !KINDS[type]?.(value),
    reason: ({ type }) => `no ${type}`,
  },
  {
    broken: (value, schema) => schema.enum !== undefined && !schema.enum.includes(value),
    reason: () => 'no choice',
  },
  {
    broken: (value, { minimum = -Infinity, maximum = Infinity }) =>
      typeof value === 'number' && (value < minimum || value > maximum),
    reason: () => 'outside its limits',
  },
  {
    broken: (value, { maxLength = Infinity }) => typeof value === 'string' && value.length > maxLength,
    reason: () => 'too long',
  },
];

function inside(
  value: object,
  { properties, required = [] }: Schema,
  schemas: Schemas,
  at: string,
): string[] {
  if (!properties) return [];
  const missing = required.filter((key) => !(key in value)).map((key) => `${at}.${key} is missing`);
  const wrong = Object.entries(value).flatMap(([key, item]) => {
    const property = properties[key];
    return property ? complaints(item, property, schemas, `${at}.${key}`) : [`${at}.${key} is not known`];
  });
  return [...missing, ...wrong];
}
