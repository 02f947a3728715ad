import type { ErrorCode } from '@onereel/core';

/** How Kling words an error of ours: its code and the HTTP status it sends with it. */
export interface KlingAnswerCode {
  readonly http: number;
  readonly code: number;
}

const answer = (http: number, code: number): KlingAnswerCode => ({ http, code });

const BAD_REQUEST = answer(400, 1200);
const BAD_PARAMETER = answer(400, 1201);
const MODERATED = answer(400, 1301);
const INTERNAL = answer(500, 5000);

/** Codes that do not simply follow from who is at fault. */
export const KLING_ANSWER_CODES: Partial<Record<ErrorCode, KlingAnswerCode>> = {
  authentication_failed: answer(401, 1002),
  permission_denied: answer(403, 1103),
  insufficient_quota: answer(429, 1102),
  provider_insufficient_balance: answer(429, 1102),
  not_found: answer(404, 1203),
  not_ready: answer(404, 1203),
  model_not_found: answer(404, 1203),
  rate_limited: answer(429, 1302),
  provider_rate_limited: answer(429, 1303),
  service_busy: answer(503, 5001),
  shutting_down: answer(503, 5001),
  provider_unconfigured: answer(503, 5001),
  provider_unavailable: answer(503, 5001),
  provider_timeout: answer(504, 5002),
  deadline_exceeded: answer(504, 5002),
  moderated_input: MODERATED,
  moderated_output: MODERATED,
  moderated_audio: MODERATED,
  invalid_request: BAD_REQUEST,
  provider_invalid_request: BAD_REQUEST,
  unsupported_media_type: answer(415, 1200),
  payload_too_large: answer(413, 1201),
};

/** By code, otherwise by who caused it: the client's mistakes are bad parameters, the rest is internal. */
export const klingAnswerCode = (code: ErrorCode, isClientError: boolean): KlingAnswerCode =>
  KLING_ANSWER_CODES[code] ?? (isClientError ? BAD_PARAMETER : INTERNAL);
