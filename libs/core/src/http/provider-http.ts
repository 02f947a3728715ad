/** One vendor call. Redirects are never followed: credentials stay on the configured origin. */
export interface ProviderHttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Absolute URL on an origin the operator configured. */
  readonly url: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Objects are sent as JSON; strings and bytes as they are; a FormData as multipart. */
  readonly body?: object | string | Buffer;
  /** Milliseconds for the whole exchange, of a stream until its headers; default 60,000. */
  readonly timeoutMs?: number;
  /**
   * Asking twice does no harm: default for GET. Set it on questions that a vendor wants as POST, so that a lost answer is a
   * network error and not `submit_unknown`, and connections are reused.
   */
  readonly idempotent?: boolean;
  /**
   * `stream` only: follow redirects to the file. Headers and query go to the first origin only, other hops pass the host's
   * address rules. Default: a redirect is an answer like any other.
   */
  readonly followRedirects?: boolean;
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
  /** Must be read to the end or destroyed. Errors with `output_unreachable` when it breaks off or falls silent. */
  readonly stream: NodeJS.ReadableStream;
}

/**
 * The provider's only way out. HTTP statuses are answers, not errors. Throws GatewayError: `provider_unreachable` when the
 * request certainly was not sent (name, connect, TLS). When it may have been, idempotent requests give `provider_timeout`,
 * `provider_unreachable` or, for a body beyond the limit, `provider_bad_response`; all others give `submit_unknown`. An aborted
 * signal rejects with the signal's reason.
 */
export interface ProviderHttp {
  request(request: ProviderHttpRequest): Promise<ProviderHttpResponse>;
  /** For bodies too large to hold. */
  stream(request: ProviderHttpRequest): Promise<ProviderHttpStream>;
}
