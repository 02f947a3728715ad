import { createHmac } from 'node:crypto';

export interface WebhookMessage {
  /** The same over all tries of a delivery, so that receivers can drop repeats. */
  readonly id: string;
  /** Milliseconds since the epoch, of this try. */
  readonly at: number;
  readonly body: string;
}

/** The headers of Standard Webhooks. Without a secret the message goes unsigned. */
export function webhookHeaders({ id, at, body }: WebhookMessage, secret?: string): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp };
  if (secret === undefined) return headers;
  const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { ...headers, 'webhook-signature': `v1,${signature}` };
}

const keyOf = (secret: string): Buffer =>
  secret.startsWith('whsec_')
    ? Buffer.from(secret.slice('whsec_'.length), 'base64')
    : Buffer.from(secret, 'utf8');
