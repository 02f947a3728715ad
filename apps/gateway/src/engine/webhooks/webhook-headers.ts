import { createHmac } from 'node:crypto';

export interface WebhookMessage {
  /** The same over all tries of a delivery, so that receivers can drop repeats. */
  readonly id: string;
  /** Milliseconds since the epoch, of this try. */
  readonly at: number;
  readonly body: string;
}

/** The headers of Standard Webhooks, with a signature for each secret: a receiver looks for one that fits. */
export function webhookHeaders(
  { id, at, body }: WebhookMessage,
  secrets: readonly string[],
): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatureBy = (secret: string): string =>
    `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map(signatureBy).join(' '),
  };
}

const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8');
