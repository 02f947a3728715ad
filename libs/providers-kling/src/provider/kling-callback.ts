import { createHmac, timingSafeEqual } from 'node:crypto';
import { CallbackNotice, GatewayError, InboundCallback } from '@onereel/core';

/** Seconds a callback's own time may differ from ours. */
const TOLERANCE = 300;

/**
 * Verifies a callback: HMAC-SHA256 over `id.timestamp.body` with the decoded secret; the header may hold several
 * signatures while the secret is being changed. Repeats are harmless: a notice only leads to a question.
 * @throws `authentication_failed`; `not_found` without a secret, as if there were no such address
 */
export function readCallback(
  callback: InboundCallback,
  secret: string | undefined,
  nowMs: number,
): CallbackNotice {
  const { headers, rawBody } = callback;
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  if (secret === undefined) throw refused('KLING_WEBHOOK_SECRET is not set', 'not_found');
  if (!(Math.abs(Number(timestamp) - nowMs / 1000) <= TOLERANCE)) throw refused('its time is too far off');
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest();
  const given = (headers['webhook-signature'] ?? '').split(' ').filter((value) => value.startsWith('v1,'));
  const matches = given.some((value) => {
    const signature = Buffer.from(value.slice(3), 'base64');
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  });
  if (!matches) throw refused('its signature does not fit');
  return noticeOf(rawBody);
}

function noticeOf(rawBody: Buffer): CallbackNotice {
  const body = parse(rawBody);
  const info = body.task_info as { external_task_id?: unknown } | undefined;
  const vendorTaskId = body.task_id ?? body.id;
  const clientReference = info?.external_task_id ?? body.external_id;
  return {
    ...(typeof vendorTaskId === 'string' && { vendorTaskId }),
    ...(typeof clientReference === 'string' && clientReference !== '' && { clientReference }),
  };
}

function parse(rawBody: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(rawBody.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const refused = (
  reason: string,
  code: 'authentication_failed' | 'not_found' = 'authentication_failed',
): GatewayError => new GatewayError(code, { message: `The callback is not believed: ${reason}.` });
