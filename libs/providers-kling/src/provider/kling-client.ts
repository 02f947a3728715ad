import { CallContext, GatewayError, ProviderHttpRequest, ProviderHttpResponse } from '@onereel/core';
import type { KlingCredential } from '../kling-credentials';
import { KLING_HOSTS, KlingOptions } from '../kling.options';
import { errorRowOf } from './kling-failure';
import { authorizationOf } from './kling-token';

export type KlingCall = Omit<ProviderHttpRequest, 'url' | 'headers'> & {
  /** Path after the base URL. */
  readonly path: string;
  /** Base URL that owns the task; absent = the configured one. */
  readonly region?: string;
};

/** Sends signed calls to Kling. */
export class KlingClient {
  /** How far the vendor's clock is ahead of ours, by credential; learned from a refusal. */
  private readonly clockOffsetMs = new Map<string, number>();

  constructor(private readonly options: KlingOptions) {}

  credential(id: string): KlingCredential {
    const found = this.options.credentials.find((credential) => credential.id === id);
    if (found) return found;
    throw new GatewayError('credential_gone', {
      message: `The Kling credential ${id} is no longer configured. Add it to KLING_CREDENTIALS again.`,
    });
  }

  /**
   * One call. Only when Kling says that the token's time window is wrong, which proves that nothing was done, it is signed
   * again with the vendor's clock and repeated once.
   */
  async call(call: KlingCall, context: CallContext): Promise<ProviderHttpResponse> {
    const { path, region, ...rest } = call;
    const credential = this.credential(context.credentialId);
    const url = `${this.baseUrlOf(region)}${path}`;
    const send = (): Promise<ProviderHttpResponse> =>
      context.http.request({
        ...rest,
        url,
        headers: { authorization: this.authorization(credential, context) },
      });
    const response = await send();
    if (credential.apiKey !== undefined || !errorRowOf(response)?.clock) return response;
    const vendorNow = Date.parse(response.headers.date ?? '');
    if (Number.isNaN(vendorNow)) return response;
    this.clockOffsetMs.set(credential.id, vendorNow - context.clock.now());
    context.log.warn('the clock of this machine differs from the vendor', {
      credential: credential.id,
      differenceSeconds: Math.round((vendorNow - context.clock.now()) / 1000),
    });
    return send();
  }

  private authorization(credential: KlingCredential, context: CallContext): string {
    return authorizationOf(credential, context.clock.now() + (this.clockOffsetMs.get(credential.id) ?? 0));
  }

  /** Tasks stay in the region that took them. Keys go to Kling's own hosts and the configured one only. */
  private baseUrlOf(region: string | undefined): string {
    const { baseUrl } = this.options;
    if (region === undefined || region === baseUrl) return baseUrl;
    if (KLING_HOSTS.some((host) => host === region)) return region;
    throw new GatewayError('credential_gone', {
      message: `The task belongs to ${new URL(region).host}, but KLING_BASE_URL now names another server. Set it back.`,
    });
  }
}
