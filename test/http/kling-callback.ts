import { createHmac } from 'node:crypto';
import type { TestGateway } from './test-gateway';

/** A webhook secret of the tests, for `KLING_WEBHOOK_SECRET`. */
export const CALLBACK_SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';

export interface SignedCallback {
  readonly id?: string;
  readonly secret?: string;
  readonly ageSeconds?: number;
}

/** A vendor calls the gateway back, signed as Kling signs. */
export function callBack(
  gateway: TestGateway,
  body: object,
  options: SignedCallback = {},
  path = 'kling',
): Promise<Response> {
  const { id = 'evt-1', secret = CALLBACK_SECRET, ageSeconds = 0 } = options;
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${text}`).digest('base64');
  return gateway.fetch(`/callbacks/${path}`, {
    method: 'POST',
    body: text,
    headers: {
      authorization: '',
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
  });
}
