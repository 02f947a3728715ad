import { CallContext, GatewayError, ProviderHttpRequest, ProviderHttpResponse } from '@onereel/core';
import type { KlingCredential } from '../kling-credentials';
import { KLING_HOSTS, KlingOptions } from '../kling.options';
import { KlingErrorRow, NO_SUCH_RESOURCE } from '../wire/kling-error-table';
import { envelopeOf, errorRowOf, failureOf, unreadable } from './kling-failure';
import { authorizationOf } from './kling-token';

export type KlingCall = Omit<ProviderHttpRequest, 'url' | 'headers'> & {
  /** Path after the base URL. */
  readonly path: string;
  /** Base URL that owns the task; absent = the configured one. */
  readonly region?: string;
};

/** A GET. */
export type KlingQuestion = Omit<KlingCall, 'method' | 'body'>;

/** Sends signed calls to Kling and reads its envelope. */
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

  /** @throws what the answer says when it is not the data asked for */
  async ask<Data>(question: KlingQuestion, context: CallContext): Promise<Data> {
    const response = await this.call({ method: 'GET', ...question }, context);
    const row = errorRowOf(response);
    if (row) throw this.failure(response, row, context);
    const data = envelopeOf<Data>(response)?.data;
    if (typeof data !== 'object' || data === null) throw unreadable(response);
    return data;
  }

  /** The same for what may not exist. Only Kling's own "no such task" proves that: a bare 404 may come from anything in between. */
  async find<Data>(question: KlingQuestion, context: CallContext): Promise<Data | undefined> {
    try {
      return await this.ask<Data>(question, context);
    } catch (error) {
      if (GatewayError.isInstance(error) && error.vendorCode === String(NO_SUCH_RESOURCE)) return undefined;
      throw error;
    }
  }

  failure(response: ProviderHttpResponse, row: KlingErrorRow, context: CallContext): GatewayError {
    const { apiKey, accessKey, secretKey } = this.credential(context.credentialId);
    return failureOf(
      response,
      row,
      [apiKey, accessKey, secretKey].filter((secret) => secret !== undefined),
    );
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
