import axios, { AxiosResponse } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import { AddressRuleOptions, AddressRules, createAddressRules } from './address-rules';
import { FetchSubject, fetchFailure } from './fetch-failure';
import { FetchGuard, startFetchGuard } from './fetch-guard';
import { AgentPair, createGuardedAgents, HostLookup } from './guarded-agents';
import { meteredBody } from './metered-body';
import { FetchedFile, MediaKind, saveMedia } from './save-media';

export interface SafeFetchOptions extends AddressRuleOptions {
  /** Default 5. */
  readonly maxRedirects?: number;
  /** Milliseconds for a whole download; default 300,000. */
  readonly timeoutMs?: number;
  /** Milliseconds without a byte; default 30,000. */
  readonly idleTimeoutMs?: number;
  /** Name resolution; the system's unless a test wants answers of its own. */
  readonly lookup?: HostLookup;
}

/** One download of a URL from outside. */
export interface FetchRequest extends FetchSubject {
  readonly url: string;
  /** Counted after decompression, whatever the headers promise. */
  readonly maxBytes: number;
  readonly timeoutMs?: number;
  readonly idleTimeoutMs?: number;
  /** `toFile` refuses content whose first bytes are none of these; `stream` only refuses a contradicting content type. */
  readonly accept?: readonly MediaKind[];
  readonly signal?: AbortSignal;
  /** Origins that may be private although the rules say otherwise; configured by the operator, never by a client. */
  readonly trustedOrigins?: readonly string[];
  /** Sent to the first origin only. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FetchedStream {
  /** Must be read to the end or destroyed. Errors with a GatewayError. */
  readonly stream: Readable;
  /** As declared by the server. */
  readonly mediaType?: string;
  /** As declared by the server. */
  readonly length?: number;
}

/**
 * The one way to fetch a URL that a client or a vendor's answer named. Address rules on the URL, on every redirect hop and
 * on the resolved address, which is then pinned; size, time and type limits. Throws `url_not_allowed`, `input_unreachable`,
 * `payload_too_large`, `invalid_media` / `invalid_image`, or for `purpose: 'output'` `output_unreachable`, `output_expired`,
 * `output_invalid`. An aborted signal rejects with the signal's reason.
 */
export interface SafeFetch {
  /** The checks that need no network, for answering 400 at once. */
  checkUrl(url: string, options?: { field?: string; trustedOrigins?: readonly string[] }): URL;
  stream(request: FetchRequest): Promise<FetchedStream>;
  /** Writes a new file; on failure nothing is left at `path`. */
  toFile(request: FetchRequest, path: string): Promise<FetchedFile>;
  /** Closes kept-alive connections. */
  close(): void;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const GONE = new Set([403, 404, 410]);

export function createSafeFetch(options: SafeFetchOptions = {}): SafeFetch {
  return new GuardedFetch(options, createAddressRules(options));
}

class GuardedFetch implements SafeFetch {
  private readonly guarded: AgentPair;
  // Sockets to trusted private origins live apart, so that no unchecked connection is reused for an untrusted URL.
  private readonly trusted: AgentPair = {
    http: new HttpAgent({ keepAlive: true, timeout: 60_000 }),
    https: new HttpsAgent({ keepAlive: true, timeout: 60_000 }),
  };

  constructor(
    private readonly options: SafeFetchOptions,
    private readonly rules: AddressRules,
  ) {
    this.guarded = createGuardedAgents(rules, options.lookup);
  }

  checkUrl(url: string, { field, trustedOrigins }: Parameters<SafeFetch['checkUrl']>[1] = {}): URL {
    return isTrusted(url, trustedOrigins) ? new URL(url) : this.rules.checkUrl(url, field);
  }

  async stream(request: FetchRequest): Promise<FetchedStream> {
    const guard = startFetchGuard({
      ...request,
      timeoutMs: request.timeoutMs ?? this.options.timeoutMs ?? 300_000,
      idleTimeoutMs: request.idleTimeoutMs ?? this.options.idleTimeoutMs ?? 30_000,
    });
    try {
      return openBody(await this.follow(request, guard), request, guard);
    } catch (error) {
      guard.stop();
      throw guard.explain(error);
    }
  }

  async toFile(request: FetchRequest, path: string): Promise<FetchedFile> {
    const { stream, mediaType } = await this.stream(request);
    return saveMedia(stream, path, { ...request, declaredType: mediaType });
  }

  close(): void {
    for (const pair of [this.guarded, this.trusted]) {
      pair.http.destroy();
      pair.https.destroy();
    }
  }

  private async follow(request: FetchRequest, guard: FetchGuard): Promise<AxiosResponse<Readable>> {
    let url = this.enter(request.url, request);
    let headers = request.headers;
    for (let hop = 0; hop <= (this.options.maxRedirects ?? 5); hop++) {
      const response = await this.get(url, headers, request, guard);
      if (!REDIRECTS.has(response.status)) return response;
      response.data.destroy();
      const next = this.nextUrl(response, url, request);
      if (next.origin !== url.origin) headers = undefined;
      url = next;
    }
    throw fetchFailure('status', 'it redirects too often.', request);
  }

  private enter(url: string, request: FetchRequest): URL {
    try {
      return this.checkUrl(url, request);
    } catch (error) {
      if (request.purpose !== 'output') throw error;
      throw fetchFailure('refused', 'its address may not be fetched by this gateway.', request, error);
    }
  }

  private nextUrl(response: AxiosResponse, from: URL, request: FetchRequest): URL {
    const location: unknown = response.headers.location;
    if (typeof location !== 'string' || !URL.canParse(location, from.href)) {
      throw fetchFailure('status', 'the server sent a redirect without a usable target.', request);
    }
    return this.enter(new URL(location, from).href, request);
  }

  private get(
    url: URL,
    headers: FetchRequest['headers'],
    request: FetchRequest,
    guard: FetchGuard,
  ): Promise<AxiosResponse<Readable>> {
    const agents = isTrusted(url.href, request.trustedOrigins) ? this.trusted : this.guarded;
    return axios.get<Readable>(url.href, {
      headers: { accept: '*/*', 'user-agent': 'OneReel', ...headers, 'accept-encoding': 'identity' },
      httpAgent: agents.http,
      httpsAgent: agents.https,
      responseType: 'stream',
      proxy: false,
      maxRedirects: 0,
      decompress: false,
      validateStatus: null,
      signal: guard.signal,
    });
  }
}

const isTrusted = (url: string, origins: readonly string[] = []): boolean =>
  URL.canParse(url) &&
  origins.some((origin) => URL.canParse(origin) && new URL(origin).origin === new URL(url).origin);

function openBody(
  response: AxiosResponse<Readable>,
  request: FetchRequest,
  guard: FetchGuard,
): FetchedStream {
  const header = (name: string): string | undefined => {
    const value: unknown = response.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const refuse = (error: Error): never => {
    response.data.destroy();
    throw error;
  };
  const { status } = response;
  if (status !== 200) {
    refuse(fetchFailure(GONE.has(status) ? 'gone' : 'status', `the server answered ${status}.`, request));
  }
  const mediaType = header('content-type')?.split(';')[0].trim().toLowerCase();
  if (contradicts(mediaType, request.accept)) {
    refuse(fetchFailure('wrong_type', `the server says it is ${kindOf(mediaType)}.`, request));
  }
  const length = Number(header('content-length') ?? NaN);
  if (length > request.maxBytes) {
    refuse(fetchFailure('too_large', `it is larger than ${request.maxBytes} bytes.`, request));
  }
  const contentEncoding = header('content-encoding');
  return {
    stream: meteredBody(response.data, { ...request, contentEncoding }, guard),
    mediaType,
    ...(Number.isFinite(length) && contentEncoding === undefined && { length }),
  };
}

/** Only what is clearly something else: storage servers say `application/octet-stream` for everything. */
function contradicts(mediaType: string | undefined, accept: readonly MediaKind[] | undefined): boolean {
  if (accept === undefined || mediaType === undefined) return false;
  const kind = kindOf(mediaType);
  if (kind === 'text') return mediaType !== 'text/plain';
  return ['image', 'video', 'audio'].includes(kind) && !accept.includes(kind as MediaKind);
}

const kindOf = (mediaType: string | undefined): string => mediaType?.split('/')[0] ?? 'unknown';
