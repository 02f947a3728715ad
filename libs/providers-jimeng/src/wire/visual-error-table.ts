import type { ErrorCode } from '@onereel/core';
import type { VendorErrorRow } from './vendor-error';

const POLICY = 'Content policy violation:';

const review = (error: ErrorCode, what: string, retryable = false): VendorErrorRow => ({
  error,
  sentence: `${POLICY} Jimeng refused ${what}.${retryable ? ' Generating again with another seed may pass.' : ''}`,
  final: true,
  retryable,
  billed: 'no',
});
const reviewTrouble = (what: string): VendorErrorRow => ({
  error: 'provider_failed',
  sentence: `Jimeng could not review the ${what}: its review service failed.`,
  final: true,
  retryable: false,
  billed: 'no',
});

/** By the code in the body, which the HTTP status only repeats. Only finished videos are charged. */
export const VISUAL_ERRORS: ReadonlyMap<number, VendorErrorRow> = new Map<number, VendorErrorRow>([
  [50215, { error: 'provider_invalid_request', sentence: 'Jimeng cannot use this input here.', final: true }],
  [
    50400,
    {
      error: 'provider_authentication',
      sentence:
        'Jimeng denies access: the service is not opened, the account is not verified or in arrears, or the key lacks the right. Check the Volcengine console.',
    },
  ],
  [50411, review('moderated_input', 'the picture')],
  [50412, review('moderated_input', 'the prompt')],
  [50413, review('moderated_input', 'words of the prompt, for rights or as sensitive')],
  [50429, { error: 'provider_rate_limited', sentence: 'Jimeng limits the request rate of this account.' }],
  [
    50430,
    { error: 'provider_rate_limited', sentence: 'All parallel slots of the Jimeng account are in use.' },
  ],
  [50500, { error: 'provider_unavailable', sentence: 'Jimeng reports an internal error.', ambiguous: true }],
  [
    50501,
    {
      error: 'provider_unavailable',
      sentence: 'Jimeng reports an internal algorithm error.',
      ambiguous: true,
    },
  ],
  [50511, review('moderated_output', 'a picture of the result', true)],
  [50512, review('moderated_output', 'a text of the result')],
  [50516, review('moderated_output', 'the result', true)],
  [50517, review('moderated_audio', 'the sound of the result', true)],
  [50518, review('moderated_input', 'the picture, for copyright')],
  [50519, review('moderated_output', 'the result, for copyright', true)],
  [50520, reviewTrouble('content')],
  [50521, reviewTrouble('text')],
  [50522, reviewTrouble('picture')],
]);

/** 502xx that have no row of their own are trouble with parameters. */
export function visualErrorRow(code: number): VendorErrorRow | undefined {
  const known = VISUAL_ERRORS.get(code);
  if (known) return known;
  if (code >= 50200 && code < 50300)
    return { error: 'provider_invalid_request', sentence: 'Jimeng refused a parameter.' };
  return undefined;
}

const CLOCK: VendorErrorRow = {
  error: 'provider_authentication',
  sentence: 'The time of the signature is not the one of Volcengine. Set the clock of this machine (NTP).',
  clock: true,
};
const KEYS: VendorErrorRow = {
  error: 'provider_authentication',
  sentence: 'Volcengine refused the credentials. Check JIMENG_ACCESS_KEY and JIMENG_SECRET_KEY.',
};
const LIMIT: VendorErrorRow = {
  error: 'provider_rate_limited',
  sentence: 'Volcengine limits the request rate of this account.',
};
const CALL: VendorErrorRow = {
  error: 'provider_invalid_request',
  sentence: 'Volcengine does not know the call. Check JIMENG_BASE_URL.',
};
const TROUBLE: VendorErrorRow = {
  error: 'provider_unavailable',
  sentence: 'Volcengine is in trouble.',
  ambiguous: true,
};

/** Codes of the cloud's front door, which come in `ResponseMetadata.Error`. The first that begins the code counts. */
const FRONT_DOOR: readonly (readonly [beginning: string, row: VendorErrorRow])[] = [
  ['InvalidTimestamp', CLOCK],
  ['RequestExpired', CLOCK],
  ['SignatureDoesNotMatch', KEYS],
  ['InvalidAccessKey', KEYS],
  ['InvalidAuthorization', KEYS],
  ['MissingAuthenticationToken', KEYS],
  ['InvalidCredential', KEYS],
  ['InvalidSecurityToken', KEYS],
  [
    'AccessDenied',
    { ...KEYS, sentence: 'The Volcengine account may not use this service. Open it in the console.' },
  ],
  ['InvalidActionOrVersion', CALL],
  ['MissingParameter', CALL],
  ['FlowLimitExceeded', LIMIT],
  ['Throttling', LIMIT],
  ['ServiceUnavailable', { ...TROUBLE, ambiguous: false }],
  ['InternalError', TROUBLE],
];

export const frontDoorRow = (code: string): VendorErrorRow | undefined =>
  FRONT_DOOR.find(([beginning]) => code.startsWith(beginning))?.[1];
