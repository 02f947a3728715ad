/** One vendor call. Redirects are never followed: credentials stay on the configured origin. */
export interface ProviderHttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute URL on an origin the operator configured. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON; strings and bytes as they are; a FormData as multipart. */
  readonly body?: object | string | Buffer;
  /** Milliseconds for the whole exchange; default 60,000. */
  readonly timeoutMs?: number;
}

export interface ProviderHttpResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The raw body, at most 32 MiB. */
  readonly text: string;
  /** Parsed body; `undefined` when it is not JSON. */
  readonly json: unknown;
}

export interface ProviderHttpStream {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Must be read to the end or destroyed. */
  readonly stream: NodeJS.ReadableStream;
}

/**
 * The provider's only way out. HTTP statuses are answers, not errors. Throws GatewayError:
 * `provider_unreachable` when the request certainly was not sent (name, connect, TLS), `submit_unknown` or
 * `provider_timeout` when it may have been: methods other than GET give `submit_unknown`, GET gives `provider_timeout` or
 * `provider_unreachable`. An aborted signal rejects with the signal's reason.
 */
export interface ProviderHttp {
  request(request: ProviderHttpRequest): Promise<ProviderHttpResponse>;
  /** For bodies too large to hold. */
  stream(request: ProviderHttpRequest): Promise<ProviderHttpStream>;
}
