import type { ErrorCode } from '@onereel/core';

export interface KlingErrorRow {
  /** What the vendor answers with it; the inbound dialect does the same. */
  readonly http: number;
  readonly error: ErrorCode;
  /** What it means for the operator or the client, and what to do. */
  readonly sentence: string;
  /** On a create call it proves nothing: the task may exist. */
  readonly ambiguous?: boolean;
  /** The token's time window does not fit the vendor's clock: sign again with theirs. */
  readonly clock?: boolean;
  /** What it means on a create call, where that differs. */
  readonly onCreate?: KlingErrorRow;
}

const row = (
  http: number,
  error: ErrorCode,
  sentence: string,
  extra: Pick<KlingErrorRow, 'ambiguous' | 'clock' | 'onCreate'> = {},
): KlingErrorRow => ({ http, error, sentence, ...extra });

const NO_SUCH_MODEL = row(
  404,
  'provider_invalid_request',
  'Kling does not know this model or call here. Check the model name, KLING_BASE_URL and KLING_API_STYLE.',
);

/** The code for tasks and models that do not exist. */
export const NO_SUCH_RESOURCE = 1203;

/** By the code in the body. The HTTP status misleads: 429 also stands for arrears and for addresses that are not allowed. */
export const KLING_ERRORS: ReadonlyMap<number, KlingErrorRow> = new Map([
  [
    1000,
    row(401, 'provider_authentication', 'Kling refused the credentials. Check the access and secret key.'),
  ],
  [1001, row(401, 'provider_authentication', 'Kling received no credentials.')],
  [1002, row(401, 'provider_authentication', 'Kling does not know these credentials. Check key and region.')],
  [
    1003,
    row(
      401,
      'provider_authentication',
      'Kling says the token is not valid yet. Set the clock of this machine (NTP).',
      { clock: true },
    ),
  ],
  [
    1004,
    row(
      401,
      'provider_authentication',
      'Kling says the token expired. Set the clock of this machine (NTP).',
      {
        clock: true,
      },
    ),
  ],
  [
    1100,
    row(429, 'provider_authentication', 'The Kling account is in an abnormal state. Ask Kling support.'),
  ],
  [1101, row(429, 'provider_insufficient_balance', 'The Kling account is in arrears. Pay the open bill.')],
  [
    1102,
    row(429, 'provider_insufficient_balance', 'The Kling resource pack is used up or expired. Buy another.'),
  ],
  [1103, row(403, 'provider_authentication', 'The Kling account has no right to this API or model.')],
  [1200, row(400, 'provider_invalid_request', 'Kling refused the request as invalid.')],
  [1201, row(400, 'provider_invalid_request', 'Kling refused a parameter as invalid.')],
  [1202, row(404, 'provider_invalid_request', 'Kling does not serve this call here. Check KLING_BASE_URL.')],
  [
    NO_SUCH_RESOURCE,
    row(404, 'provider_task_lost', 'Kling does not know this task.', { onCreate: NO_SUCH_MODEL }),
  ],
  [1300, row(400, 'moderated_input', 'Content policy violation: Kling refused the prompt or image.')],
  [1301, row(400, 'moderated_input', 'Content policy violation: Kling refused the prompt or image.')],
  [1302, row(429, 'provider_rate_limited', 'Kling limits the request rate of this account.')],
  [1303, row(429, 'provider_rate_limited', 'All parallel slots of the Kling resource pack are in use.')],
  [
    1304,
    row(
      429,
      'provider_authentication',
      'This machine is not on the address allow-list of the Kling account.',
    ),
  ],
  [5000, row(500, 'provider_unavailable', 'Kling reports an internal error.', { ambiguous: true })],
  [5001, row(503, 'provider_unavailable', 'Kling is under maintenance.')],
  [5002, row(504, 'provider_timeout', 'Kling reports an internal timeout.', { ambiguous: true })],
]);

/** For answers without a known code, by HTTP status. Anything else of 4xx is an invalid request, of 5xx an ambiguous failure. */
export const KLING_HTTP_ERRORS: ReadonlyMap<number, KlingErrorRow> = new Map([
  [401, row(401, 'provider_authentication', 'Kling refused the credentials.')],
  [402, row(402, 'provider_insufficient_balance', 'The Kling account has no balance left.')],
  [403, row(403, 'provider_authentication', 'Kling refused the credentials or their rights.')],
  [
    404,
    row(
      404,
      'provider_bad_response',
      'Something before Kling does not know the address. Check KLING_BASE_URL.',
      {
        onCreate: NO_SUCH_MODEL,
      },
    ),
  ],
  [407, row(407, 'provider_authentication', 'A proxy before Kling asks for credentials.')],
  [408, row(408, 'provider_timeout', 'Kling did not answer in time.', { ambiguous: true })],
  [429, row(429, 'provider_rate_limited', 'Kling limits the request rate of this account.')],
  [503, row(503, 'provider_unavailable', 'Kling is unavailable.')],
  [529, row(529, 'provider_unavailable', 'Kling is overloaded.')],
]);
