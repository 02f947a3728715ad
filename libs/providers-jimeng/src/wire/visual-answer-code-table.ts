import type { ErrorCode } from '@onereel/core';

/** How the visual API words an error of ours: its code and the HTTP status it sends with it. */
export interface VisualAnswerCode {
  readonly http: number;
  readonly code: number;
  /** Errors of the cloud's front door come in `ResponseMetadata.Error`, too. */
  readonly front?: { readonly code: string; readonly number: number };
}

const answer = (http: number, code: number): VisualAnswerCode => ({ http, code });
const front = (http: number, code: number, name: string, number: number): VisualAnswerCode => ({
  ...answer(http, code),
  front: { code: name, number },
});

const INPUT = answer(400, 50215);
const INTERNAL = answer(500, 50500);
const DENIED = answer(401, 50400);
const BUSY = answer(503, 50500);

/** Codes that do not simply follow from who is at fault. */
const ANSWER_CODES: Partial<Record<ErrorCode, VisualAnswerCode>> = {
  authentication_failed: front(401, 50400, 'SignatureDoesNotMatch', 100010),
  permission_denied: front(403, 50400, 'AccessDenied', 100013),
  not_supported: front(400, 50215, 'InvalidActionOrVersion', 100008),
  not_found: front(404, 50215, 'InvalidActionOrVersion', 100008),
  rate_limited: front(429, 50429, 'FlowLimitExceeded', 100018),
  insufficient_quota: DENIED,
  provider_insufficient_balance: DENIED,
  provider_rate_limited: answer(429, 50430),
  payload_too_large: answer(413, 50215),
  unsupported_media_type: answer(415, 50215),
  moderated_input: answer(400, 50412),
  moderated_output: answer(400, 50516),
  moderated_audio: answer(400, 50517),
  provider_failed: answer(500, 50501),
  service_busy: BUSY,
  shutting_down: BUSY,
  provider_unconfigured: BUSY,
  provider_unavailable: BUSY,
};

/** By code, otherwise by who caused it: the client's mistakes are unusable input, the rest is internal. */
export const visualAnswerCode = (code: ErrorCode, isClientError: boolean): VisualAnswerCode =>
  ANSWER_CODES[code] ?? (isClientError ? INPUT : INTERNAL);
