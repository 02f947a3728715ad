/** A class whose properties carry field decorators. */
export type BodyClass<T extends object = object> = new () => T;

interface Common {
  readonly required: boolean;
  /** Taken when the field is absent or null. */
  readonly fallback?: unknown;
}

/** How one property of a request body is read. */
export type FieldSpec = Common &
  (
    | { readonly kind: 'text'; readonly maxLength: number; readonly notBlank: boolean }
    | { readonly kind: 'url' }
    | {
        readonly kind: 'number';
        readonly whole: boolean;
        readonly truncate: boolean;
        readonly min?: number;
        readonly max?: number;
      }
    | { readonly kind: 'flag' }
    | { readonly kind: 'choice'; readonly values: readonly (string | number)[] }
    | { readonly kind: 'group'; readonly of: BodyClass }
    | {
        readonly kind: 'list';
        readonly of: BodyClass | 'text' | 'number';
        readonly jsonText: boolean;
        readonly maxItems: number;
      }
  );

const specs = new Map<object, Map<string, FieldSpec>>();

export function addFieldSpec(prototype: object, property: string, spec: FieldSpec): void {
  const own = specs.get(prototype) ?? new Map<string, FieldSpec>();
  own.set(property, spec);
  specs.set(prototype, own);
}

/** The fields of a class and of the classes it extends. */
export function fieldSpecsOf(type: BodyClass): ReadonlyMap<string, FieldSpec> {
  const found = new Map<string, FieldSpec>();
  for (
    let at: object | null = type.prototype as object;
    at !== null;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    for (const [property, spec] of specs.get(at) ?? []) if (!found.has(property)) found.set(property, spec);
  }
  return found;
}
