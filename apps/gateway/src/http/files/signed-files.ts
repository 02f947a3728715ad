import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type Clock, GatewayError } from '@onereel/core';

const VALID_SECONDS = 6 * 3600;

/** Links to stored files that need no API key, for vendors that fetch inputs themselves. Bound to file and time; reading only. */
export class SignedFiles {
  private readonly key: Buffer;

  /** @param secretKey the gateway's own; the signing key is derived from it */
  constructor(
    secretKey: Buffer,
    private readonly clock: Clock,
  ) {
    this.key = Buffer.from(hkdfSync('sha256', secretKey, Buffer.alloc(0), 'onereel signed files', 32));
  }

  /** Path and query, to be put behind the public address. */
  path(artifactKey: string): string {
    const expires = Math.floor(this.clock.now() / 1000) + VALID_SECONDS;
    const path = artifactKey.split('/').map(encodeURIComponent).join('/');
    return `/files/${path}?expires=${expires}&signature=${this.sign(artifactKey, expires).toString('base64url')}`;
  }

  /** Throws `permission_denied` for links that are wrong, changed or old. */
  verify(artifactKey: string, expires: string, signature: string): void {
    const until = Number(expires);
    const given = Buffer.from(signature, 'base64url');
    const expected = this.sign(artifactKey, until);
    const genuine = given.length === expected.length && timingSafeEqual(given, expected);
    if (!genuine || !(until * 1000 > this.clock.now())) {
      throw new GatewayError('permission_denied', { message: 'The link is wrong or expired.' });
    }
  }

  private sign(artifactKey: string, expires: number): Buffer {
    return createHmac('sha256', this.key).update(`GET\n${artifactKey}\n${expires}`).digest();
  }
}
