/** What a simulated vendor sends back. Exactly one of `json`, `text`, `file` holds the body; none = empty body. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly contentType?: string;
  /** Absolute path of a file to stream, with Range support. */
  readonly file?: string;
  readonly transport?: Transport;
}

/** How the answer fails to arrive. */
export type Transport =
  /** The connection is closed without a byte. */
  | { readonly kind: 'drop' }
  /** Nothing is sent until the client gives up. */
  | { readonly kind: 'hang' }
  /** Sent after a delay, in milliseconds of real time. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Half of the body, declared as complete. */
  | { readonly kind: 'half' }
  /** Half of the announced bytes, then the connection is closed. */
  | { readonly kind: 'cut' }
  /** In pieces of `bytes`, one every `ms` of real time. */
  | { readonly kind: 'trickle'; readonly bytes: number; readonly ms: number };

export const json = (
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Answer => ({
  status,
  json: body,
  headers,
});

/** What a proxy in front of a vendor answers when it has trouble of its own. */
export const proxyError = (status: number): Answer => ({
  status,
  contentType: 'text/html',
  text: `<html><head><title>${status}</title></head><body><center>upstream connect error</center></body></html>`,
});
