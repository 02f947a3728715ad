import axios from 'axios';
import type { Readable } from 'node:stream';
import { GatewayError } from '../errors/gateway-error';
import { AddressRules, createAddressRules } from './address-rules';
import { ADDRESS_BLOCKED, AgentPair, createGuardedAgents } from './guarded-agents';
import type { SafeFetchOptions } from './safe-fetch';

export interface PostRequest {
  readonly url: string;
  /** Sent byte for byte: signatures cover it. */
  readonly json: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/**
 * The one way to post to a URL that a client named: address rules on the URL and on the resolved address, which is then pinned;
 * no redirects, no reading of the answer's body.
 */
export interface SafePost {
  /** The checks that need no network. Throws `url_not_allowed`. */
  checkUrl(url: string, field?: string): URL;
  /** Resolves with the HTTP status, whatever it is. Throws `url_not_allowed`; `input_unreachable` without an answer in time. */
  postJson(request: PostRequest): Promise<number>;
  /** Closes kept-alive connections. */
  close(): void;
}

const TIMEOUT_MS = 15_000;

export function createSafePost(
  options: Pick<SafeFetchOptions, 'allowPrivateHosts' | 'lookup' | 'timeoutMs'> = {},
): SafePost {
  return new GuardedPost(createAddressRules(options), options);
}

class GuardedPost implements SafePost {
  private readonly agents: AgentPair;

  constructor(
    private readonly rules: AddressRules,
    private readonly options: Pick<SafeFetchOptions, 'lookup' | 'timeoutMs'>,
  ) {
    this.agents = createGuardedAgents(rules, options.lookup);
  }

  checkUrl(url: string, field?: string): URL {
    return this.rules.checkUrl(url, field);
  }

  async postJson({ url, json, headers, signal }: PostRequest): Promise<number> {
    const target = this.checkUrl(url);
    const timeout = AbortSignal.timeout(this.options.timeoutMs ?? TIMEOUT_MS);
    try {
      const response = await axios.post<Readable>(target.href, Buffer.from(json), {
        headers: { 'user-agent': 'OneReel', ...headers, 'content-type': 'application/json' },
        httpAgent: this.agents.http,
        httpsAgent: this.agents.https,
        responseType: 'stream',
        proxy: false,
        maxRedirects: 0,
        decompress: false,
        validateStatus: null,
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
      response.data.destroy();
      return response.status;
    } catch (error) {
      signal?.throwIfAborted();
      throw failureOf(error, timeout.aborted);
    }
  }

  close(): void {
    this.agents.http.destroy();
    this.agents.https.destroy();
  }
}

function failureOf(error: unknown, timedOut: boolean): GatewayError {
  if ((error as { code?: unknown } | null)?.code === ADDRESS_BLOCKED) {
    return new GatewayError('url_not_allowed', { cause: error });
  }
  const message = timedOut ? 'The server did not answer in time.' : 'The server could not be reached.';
  return new GatewayError('input_unreachable', { message, cause: error });
}
