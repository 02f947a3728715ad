import { GatewayError, ProviderHttpResponse } from '@onereel/core';
import { KLING_ERRORS, KLING_HTTP_ERRORS, KlingErrorRow } from '../wire/kling-error-table';
import type { KlingEnvelope } from '../wire/kling-legacy';

const MAX_SENTENCE = 200;

/** The envelope of an answer; `undefined` when it is none. */
export function envelopeOf<Data>(response: ProviderHttpResponse): KlingEnvelope<Data> | undefined {
  const { json } = response;
  if (typeof json !== 'object' || json === null) return undefined;
  return typeof (json as { code?: unknown }).code === 'number' ? (json as KlingEnvelope<Data>) : undefined;
}

/** The row of an answer that says no: by its code, then by its HTTP status. `undefined` = it does not say no. */
export function errorRowOf(response: ProviderHttpResponse): KlingErrorRow | undefined {
  const code = envelopeOf(response)?.code;
  if (code === 0) return undefined;
  const byCode = code === undefined ? undefined : KLING_ERRORS.get(code);
  return byCode ?? KLING_HTTP_ERRORS.get(response.status) ?? fallback(response.status, code);
}

function fallback(http: number, code: number | undefined): KlingErrorRow | undefined {
  if (http >= 500)
    return { http, error: 'provider_unavailable', sentence: 'Kling is in trouble.', ambiguous: true };
  if (http >= 400) return { http, error: 'provider_invalid_request', sentence: 'Kling refused the request.' };
  if (code === undefined) return undefined;
  return { http, error: 'provider_failed', sentence: `Kling answered with the unknown code ${code}.` };
}

/** What an answer means that is not the one wanted. Throwing it is right for questions, rejecting for creates. */
export function failureOf(
  response: ProviderHttpResponse,
  row: KlingErrorRow,
  secrets: readonly string[],
): GatewayError {
  const envelope = envelopeOf(response);
  const said = row.http < 500 ? vendorSentence(envelope?.message, secrets) : '';
  const after = Number(response.headers['retry-after']);
  return new GatewayError(row.error, {
    message: `${row.sentence}${said}`,
    ...(after > 0 && { retryAfterSeconds: after }),
    ...(envelope && { vendorCode: String(envelope.code) }),
  });
}

/** An answer that is no Kling answer at all. */
export const unreadable = (response: ProviderHttpResponse): GatewayError =>
  new GatewayError('provider_bad_response', {
    message: `Kling answered HTTP ${response.status} with a body that is not its JSON. Check KLING_BASE_URL when it stays so.`,
  });

/** The vendor's own words, short, without what could be ours. */
function vendorSentence(message: string | undefined, secrets: readonly string[]): string {
  if (!message) return '';
  const safe = secrets.reduce((text, secret) => text.replaceAll(secret, '***'), message);
  return ` Kling says: ${safe.replace(/Bearer \S+|ey[\w-]+\.[\w-]+\.[\w-]+/g, '***').slice(0, MAX_SENTENCE)}`;
}
