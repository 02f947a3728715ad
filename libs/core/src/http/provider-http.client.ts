import axios, { AxiosRequestConfig, AxiosResponse } from 'axios';
import { setMaxListeners } from 'node:events';
import { ClientRequest } from 'node:http';
import type { Readable } from 'node:stream';
import { GatewayError } from '../errors/gateway-error';
import { startFetchGuard } from './fetch-guard';
import { meteredBody } from './metered-body';
import { ProviderConnections } from './provider-connections';
import { isStaleConnection, providerHttpFailure } from './provider-http-failure';
import { ProviderHttp, ProviderHttpRequest, ProviderHttpResponse, ProviderHttpStream } from './provider-http';
import { encodeBody, parseJson, plainHeaders, redirectTarget, vendorRequestId } from './provider-http-wire';
import { SafeFetch } from './safe-fetch';

/** One exchange as a trace may show it: no headers, no bodies, no query. */
export interface ProviderExchange {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** Absent when no answer came. */
  readonly status?: number;
  /** Error code when no answer came. */
  readonly error?: string;
  readonly durationMs: number;
  readonly vendorRequestId?: string;
}

export interface ProviderHttpOptions {
  /** Shared by all calls; owned and closed by the host. */
  readonly connections: ProviderConnections;
  readonly signal?: AbortSignal;
  /** When given, every other origin is refused with `url_not_allowed`. */
  readonly origins?: readonly string[];
  readonly onExchange?: (exchange: ProviderExchange) => void;
  /** Fetches what lies behind redirects to other origins (`followRedirects`). */
  readonly downloads?: SafeFetch;
  /** Default: `setTimeout`. */
  readonly timer?: StartTimer;
}

/** Calls `fire` after that many milliseconds unless the returned function was called before. */
export type StartTimer = (ms: number, fire: () => void) => () => void;

const systemTimer: StartTimer = (ms, fire) => {
  const timer = setTimeout(fire, ms);
  return () => clearTimeout(timer);
};

const MAX_BODY_BYTES = 32 * 1024 * 1024;
const DEFAULT_TIMEOUT_MS = 60_000;
const STREAM_SILENCE_MS = 60_000;
const STREAM_TOTAL_MS = 3_600_000;
const MAX_REDIRECTS = 5;

export const createProviderHttp = (options: ProviderHttpOptions): ProviderHttp =>
  new AxiosProviderHttp(options);

class AxiosProviderHttp implements ProviderHttp {
  constructor(private readonly options: ProviderHttpOptions) {
    // Any number of calls may run under one signal; each takes its listener away again.
    if (options.signal !== undefined) setMaxListeners(0, options.signal);
  }

  async request(request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
    const response = await this.exchange<string>(request, {
      responseType: 'text',
      maxContentLength: MAX_BODY_BYTES,
      transformResponse: keep,
    });
    const text = response.data ?? '';
    return { status: response.status, headers: plainHeaders(response), text, json: parseJson(text) };
  }

  async stream(request: ProviderHttpRequest): Promise<ProviderHttpStream> {
    let current = request;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const response = await this.exchange<Readable>(current, { responseType: 'stream', decompress: false });
      const target = request.followRedirects === true ? redirectTarget(response, current.url) : undefined;
      if (target === undefined) return this.openStream(response);
      response.data.destroy();
      if (target.origin !== new URL(request.url).origin) return this.fetchElsewhere(target);
      current = { ...current, url: target.href, query: undefined };
    }
    throw new GatewayError('output_unreachable', { message: 'The result file redirects too often.' });
  }

  private openStream(response: AxiosResponse<Readable>): ProviderHttpStream {
    const headers = plainHeaders(response);
    const guard = startFetchGuard({
      purpose: 'output',
      signal: this.options.signal,
      timeoutMs: STREAM_TOTAL_MS,
      idleTimeoutMs: STREAM_SILENCE_MS,
    });
    guard.signal.addEventListener('abort', () => response.data.destroy(new Error('aborted')), { once: true });
    const limits = {
      purpose: 'output',
      maxBytes: Infinity,
      contentEncoding: headers['content-encoding'],
    } as const;
    return { status: response.status, headers, stream: meteredBody(response.data, limits, guard) };
  }

  private async fetchElsewhere(target: URL): Promise<ProviderHttpStream> {
    const { downloads, signal } = this.options;
    if (downloads === undefined) {
      throw new GatewayError('output_unreachable', {
        message: 'The result file lies on another origin, and this host follows no such redirects.',
      });
    }
    const file = await downloads.stream({ url: target.href, maxBytes: Infinity, purpose: 'output', signal });
    const headers = {
      ...(file.mediaType !== undefined && { 'content-type': file.mediaType }),
      ...(file.length !== undefined && { 'content-length': String(file.length) }),
    };
    return { status: 200, headers, stream: file.stream };
  }

  private async exchange<Body>(
    request: ProviderHttpRequest,
    shape: AxiosRequestConfig,
  ): Promise<AxiosResponse<Body>> {
    const url = this.target(request);
    const startedAt = performance.now();
    const report = (outcome: Pick<ProviderExchange, 'status' | 'error' | 'vendorRequestId'>) =>
      this.options.onExchange?.({
        method: request.method,
        host: url.host,
        path: url.pathname,
        durationMs: Math.round(performance.now() - startedAt),
        ...outcome,
      });
    try {
      const response = await this.send<Body>(url, request, shape);
      const id = vendorRequestId(response);
      report({ status: response.status, ...(id !== undefined && { vendorRequestId: id }) });
      return response;
    } catch (error) {
      report({ error: GatewayError.isInstance(error) ? error.code : 'aborted' });
      throw error;
    }
  }

  private async send<Body>(
    url: URL,
    request: ProviderHttpRequest,
    shape: AxiosRequestConfig,
  ): Promise<AxiosResponse<Body>> {
    const idempotent = request.idempotent ?? request.method === 'GET';
    const deadline = startDeadline(request.timeoutMs ?? DEFAULT_TIMEOUT_MS, this.options);
    const config = { ...this.config(url, request, idempotent), ...shape, signal: deadline.signal };
    try {
      return await axios.request<Body>(config).catch((error: unknown) => {
        if (!idempotent || deadline.signal.aborted || !isStaleConnection(error)) throw error;
        return axios.request<Body>(config);
      });
    } catch (error) {
      this.options.signal?.throwIfAborted();
      throw providerHttpFailure(error, {
        host: url.host,
        idempotent,
        timedOut: deadline.signal.aborted,
        mayHaveSent: this.options.connections.mayHaveSent(
          (error as { request?: ClientRequest } | null)?.request,
        ),
      });
    } finally {
      deadline.stop();
    }
  }

  private target(request: ProviderHttpRequest): URL {
    const url = new URL(request.url);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.append(name, String(value));
    }
    const { origins, signal } = this.options;
    if (origins !== undefined && !origins.some((origin) => new URL(origin).origin === url.origin)) {
      throw new GatewayError('url_not_allowed', {
        message: `The provider may not call ${url.origin}: it is not one of its configured origins.`,
        origin: 'gateway',
      });
    }
    signal?.throwIfAborted();
    return url;
  }

  private config(url: URL, request: ProviderHttpRequest, idempotent: boolean): AxiosRequestConfig {
    const { connections } = this.options;
    const agents = idempotent ? connections.reused : connections.fresh;
    return {
      method: request.method,
      url: url.href,
      ...encodeBody(request),
      httpAgent: agents.http,
      httpsAgent: agents.https,
      proxy: false,
      maxRedirects: 0,
      maxBodyLength: Infinity,
      validateStatus: null,
      transformRequest: keep,
    };
  }
}

const keep = <Data>(data: Data): Data => data;

function startDeadline(
  ms: number,
  { signal: outer, timer = systemTimer }: ProviderHttpOptions,
): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const stopTimer = timer(ms, abort);
  outer?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    stop: () => {
      stopTimer();
      outer?.removeEventListener('abort', abort);
    },
  };
}
