import { CallContext, GatewayError, ProviderHttpResponse } from '@onereel/core';
import { JimengCredential, secretsOf } from '../jimeng-credentials';
import { VISUAL_HOST } from '../jimeng.options';
import { RESULT_ACTION, VISUAL_VERSION, VisualAction } from '../wire/visual-api';
import { signRequest } from './sign-request';
import { failureOf, VendorNo } from './vendor-failure';
import { visualNo } from './visual-answer';

const JSON_TYPE = 'application/json';
const REGION = 'cn-north-1';
const SERVICE = 'cv';

export interface VisualCall {
  readonly action: VisualAction;
  readonly body: object;
  readonly credential: JimengCredential;
  /** Base URL that owns the task; absent = the configured one. */
  readonly region?: string;
}

/** Sends calls of the visual API: signed to the vendor itself, with a key to a relay. */
export class VisualClient {
  /** How far the vendor's clock is ahead of ours, by credential; learned from a refusal. */
  private readonly clockOffsetMs = new Map<string, number>();

  constructor(private readonly baseUrl: string) {}

  /**
   * One call. Only when the vendor says that the signature's time is wrong, which proves that nothing was done, it is signed again
   * with the vendor's clock and repeated once.
   */
  async call(call: VisualCall, context: CallContext): Promise<ProviderHttpResponse> {
    const { credential } = call;
    const response = await this.send(call, context);
    if (credential.proof.way !== 'visual' || !visualNo(response)?.row.clock) return response;
    const vendorNow = Date.parse(response.headers.date ?? '');
    if (Number.isNaN(vendorNow)) return response;
    this.clockOffsetMs.set(credential.id, vendorNow - context.clock.now());
    context.log.warn('the clock of this machine differs from the vendor', {
      credential: credential.id,
      differenceSeconds: Math.round((vendorNow - context.clock.now()) / 1000),
    });
    return this.send(call, context);
  }

  failure(no: VendorNo, response: ProviderHttpResponse, credential: JimengCredential): GatewayError {
    return failureOf(no, response, secretsOf(credential));
  }

  private send(call: VisualCall, context: CallContext): Promise<ProviderHttpResponse> {
    const url = this.addressOf(call);
    const body = JSON.stringify(call.body);
    return context.http.request({
      method: 'POST',
      url: url.href,
      headers: { 'Content-Type': JSON_TYPE, ...this.proofOf(call.credential, url, body, context) },
      body,
      idempotent: call.action === RESULT_ACTION,
    });
  }

  private proofOf(
    { id, proof }: JimengCredential,
    url: URL,
    body: string,
    context: CallContext,
  ): Record<string, string> {
    if (proof.way === 'relay') return { Authorization: `Bearer ${proof.apiKey}` };
    if (proof.way === 'ark') throw new GatewayError('credential_gone');
    const request = {
      method: 'POST',
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { Host: url.host },
      body,
      region: REGION,
      service: SERVICE,
      now: context.clock.now() + (this.clockOffsetMs.get(id) ?? 0),
    };
    return signRequest(request, proof);
  }

  /** Relays serve the vendor's API under `/jimeng/`. Tasks stay with the server that took them. */
  private addressOf({ action, credential, region = this.baseUrl }: VisualCall): URL {
    if (region !== this.baseUrl && region !== VISUAL_HOST) {
      throw new GatewayError('credential_gone', {
        message: `The task belongs to ${new URL(region).host}, but JIMENG_BASE_URL now names another server. Set it back.`,
      });
    }
    const below = credential.proof.way === 'relay' && !region.endsWith('/jimeng') ? '/jimeng/' : '/';
    return new URL(`${region}${below}?Action=${action}&Version=${VISUAL_VERSION}`);
  }
}
