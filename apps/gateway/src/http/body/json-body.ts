import { GatewayError } from '@onereel/core';

const MAX_DEPTH = 64;

/** Parses a JSON body. Refuses malformed text, deep nesting and keys that would change an object's prototype. */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new GatewayError('invalid_request', {
      message: `The body is not valid JSON${position(cause)}. Check quotes and commas.`,
      cause,
    });
  }
  inspect(value);
  return value;
}

/** The parser's message quotes the body, which may hold secrets: only the place is taken from it. */
function position(error: unknown): string {
  const found = /position (\d+)/.exec((error as Error).message)?.[1];
  return found === undefined ? '' : ` (at character ${Number(found) + 1})`;
}

/** Without recursion: the depth is the client's choice. */
function inspect(value: unknown): void {
  const open: [value: unknown, depth: number][] = [[value, 1]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [current, depth] = next;
    if (typeof current !== 'object' || current === null) continue;
    if (depth > MAX_DEPTH) {
      throw new GatewayError('invalid_request', {
        message: `The body is nested deeper than ${MAX_DEPTH} levels. Send a flatter one.`,
      });
    }
    if (Object.hasOwn(current, '__proto__')) {
      throw new GatewayError('invalid_request', { message: 'The body uses the reserved key "__proto__".' });
    }
    for (const item of Object.values(current)) {
      if (typeof item === 'object') open.push([item, depth + 1]);
    }
  }
}
