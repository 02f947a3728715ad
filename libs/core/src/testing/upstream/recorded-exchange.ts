/** A request as the fake upstream saw it. */
export interface UpstreamCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Body as UTF-8. */
  readonly text: string;
  /** Parsed body, `undefined` when it is no JSON. */
  readonly json: unknown;
  /** The path with its query, as sent. */
  readonly url: string;
}

export type TextPattern = string | RegExp;

/** Which requests an exchange answers. Everything stated must hold; everything else is free. */
export interface RequestPattern {
  readonly method: string;
  /** Exact, or a pattern. */
  readonly path: TextPattern;
  readonly query?: Readonly<Record<string, TextPattern>>;
  readonly headers?: Readonly<Record<string, TextPattern>>;
  /** A subset of the JSON body: named keys must be equal, arrays whole; or a function that throws or returns `false`. */
  readonly body?: object | ((call: UpstreamCall) => unknown);
}

export interface RecordedResponse {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON. In texts and JSON `{{origin}}` becomes the address of this server. */
  readonly body?: unknown;
}

/**
 * `reset`: the connection is cut before the request is read. `drop_after_accept`: the request is read and recorded, then the
 * connection is cut without an answer. `hang`: no answer, ever. `slow_body`: the body arrives in ten pieces, 30 ms apart.
 * `malformed_json`: the status is sent with half a JSON document.
 */
export type UpstreamFault = 'reset' | 'drop_after_accept' | 'hang' | 'slow_body' | 'malformed_json';

/** One request and its answer, as recorded from the vendor or written from its documentation. */
export interface RecordedExchange {
  /** For messages. */
  readonly name?: string;
  readonly request: RequestPattern;
  readonly response?: RecordedResponse | ((call: UpstreamCall) => RecordedResponse);
  readonly fault?: UpstreamFault;
  /** How often it answers before the next matching exchange takes over; absent = always. */
  readonly times?: number;
}

/** `undefined` when the exchange answers this call, otherwise what is different. */
export function mismatch(pattern: RequestPattern, call: UpstreamCall): string | undefined {
  if (!sameRoute(pattern, call)) return `expected ${pattern.method} ${String(pattern.path)}`;
  return (
    textMismatch('query', pattern.query ?? {}, call.query) ??
    textMismatch('header', lowerCaseKeys(pattern.headers ?? {}), call.headers) ??
    bodyMismatch(pattern.body, call)
  );
}

export const sameRoute = (pattern: RequestPattern, call: UpstreamCall): boolean =>
  pattern.method.toUpperCase() === call.method && matches(pattern.path, call.path);

const matches = (pattern: TextPattern, text: string): boolean =>
  typeof pattern === 'string' ? pattern === text : pattern.test(text);

const lowerCaseKeys = (record: Readonly<Record<string, TextPattern>>): Record<string, TextPattern> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));

function textMismatch(
  kind: string,
  patterns: Readonly<Record<string, TextPattern>>,
  actual: Readonly<Record<string, string>>,
): string | undefined {
  for (const [name, pattern] of Object.entries(patterns)) {
    const value = actual[name];
    if (value === undefined) return `${kind} ${name} is missing`;
    if (!matches(pattern, value)) return `${kind} ${name} does not match ${String(pattern)}`;
  }
  return undefined;
}

function bodyMismatch(expected: RequestPattern['body'], call: UpstreamCall): string | undefined {
  if (expected === undefined) return undefined;
  if (typeof expected !== 'function') return subsetMismatch('body', expected, call.json);
  try {
    const verdict: unknown = (expected as (call: UpstreamCall) => unknown)(call);
    return verdict === false ? 'body was refused by the recorded check' : undefined;
  } catch (error) {
    return `body was refused: ${error instanceof Error ? error.message : String(error)}`;
  }
}

export function subsetMismatch(path: string, expected: unknown, actual: unknown): string | undefined {
  if (expected instanceof RegExp) {
    const fits = typeof actual === 'string' && expected.test(actual);
    return fits ? undefined : `${path} does not match ${String(expected)}`;
  }
  if (!isObject(expected)) return expected === actual ? undefined : differs(path, expected, actual);
  if (!isObject(actual) || lengthOf(expected) !== lengthOf(actual)) return differs(path, expected, actual);
  for (const [key, value] of Object.entries(expected)) {
    const found = subsetMismatch(`${path}.${key}`, value, actual[key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Lists must be equally long; -1 for everything else. */
const lengthOf = (value: unknown): number => (Array.isArray(value) ? value.length : -1);

const differs = (path: string, expected: unknown, actual: unknown): string =>
  `${path} is ${show(actual)}, expected ${show(expected)}`;

const show = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 80);
