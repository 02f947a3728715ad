import { CallContext, GatewayError } from '@onereel/core';
import { sign } from 'jsonwebtoken';
import type { ServiceAccount } from '../veo-account';
import { googleFailure } from './google-failure';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
/** Longest life of an assertion, in seconds. */
const ASSERTION_SECONDS = 3600;
/** A token is replaced this long before it ends. */
const MARGIN_MS = 5 * 60_000;

/** Access tokens of one service account, kept until shortly before they end. */
export class ServiceAccountToken {
  private kept: { readonly token: string; readonly until: number } | undefined;
  /** How far Google's clock is ahead of ours; learned from a refusal. */
  private clockOffsetMs = 0;

  constructor(private readonly account: ServiceAccount) {}

  /** What must not show up in a message. */
  get secrets(): readonly string[] {
    return [this.account.privateKey, ...(this.kept ? [this.kept.token] : [])];
  }

  /** @throws what the token endpoint says; asking it starts nothing, so that every error proves non-acceptance */
  async get(context: CallContext): Promise<string> {
    const now = context.clock.now();
    if (this.kept !== undefined && now < this.kept.until) return this.kept.token;
    const answer = await this.ask(context);
    const { access_token: token, expires_in: seconds } = (answer.json ?? {}) as Record<string, unknown>;
    if (typeof token !== 'string' || token === '') {
      throw new GatewayError('provider_bad_response', {
        message: 'The token endpoint of the service account gave no access token.',
      });
    }
    this.kept = { token, until: now + (Number(seconds) || 0) * 1000 - MARGIN_MS };
    return token;
  }

  /** After a refusal: the next call gets a new one. */
  forget(): void {
    this.kept = undefined;
  }

  private async ask(context: CallContext): ReturnType<CallContext['http']['request']> {
    const send = (): ReturnType<CallContext['http']['request']> =>
      context.http.request({
        method: 'POST',
        url: this.account.tokenUri,
        idempotent: true,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams({
          grant_type: GRANT,
          assertion: this.assertion(context.clock.now() + this.clockOffsetMs),
        }).toString(),
      });
    const answer = await send();
    if (answer.status === 200) return answer;
    const again = this.learnClock(answer.headers.date, context) ? await send() : answer;
    if (again.status === 200) return again;
    throw googleFailure(again, 'question', this.secrets);
  }

  /** Google words a wrong clock like a wrong key; its own date tells them apart. */
  private learnClock(date: string | undefined, { clock, log }: CallContext): boolean {
    const offset = Date.parse(date ?? '') - clock.now();
    if (!(Math.abs(offset - this.clockOffsetMs) > 60_000)) return false;
    this.clockOffsetMs = offset;
    log.warn('the clock of this machine differs from the vendor', {
      differenceSeconds: Math.round(offset / 1000),
    });
    return true;
  }

  private assertion(now: number): string {
    const { clientEmail, privateKey, privateKeyId, tokenUri } = this.account;
    const iat = Math.floor(now / 1000);
    try {
      return sign(
        { iss: clientEmail, scope: SCOPE, aud: tokenUri, iat, exp: iat + ASSERTION_SECONDS },
        privateKey,
        { algorithm: 'RS256', ...(privateKeyId !== undefined && { keyid: privateKeyId }) },
      );
    } catch {
      throw new GatewayError('provider_authentication', {
        message: 'The private_key of the service account cannot be used. Download the key again.',
      });
    }
  }
}
