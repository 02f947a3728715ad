import type { VendorErrorRow } from './vendor-error';

const POLICY = 'Content policy violation:';
const KEY: VendorErrorRow = {
  error: 'provider_authentication',
  sentence: 'Ark refused the key. Check ARK_API_KEY.',
};
const CLOSED: VendorErrorRow = {
  error: 'provider_authentication',
  sentence: 'The Ark account may not use this model. Open it in the console.',
};
const BALANCE: VendorErrorRow = {
  error: 'provider_insufficient_balance',
  sentence: 'The Ark account has no balance or quota left.',
};
const PARAMETER: VendorErrorRow = {
  error: 'provider_invalid_request',
  sentence: 'Ark refused a parameter.',
  final: true,
};
const MODEL: VendorErrorRow = {
  error: 'provider_invalid_request',
  sentence: 'Ark does not know this model or endpoint, or it is closed. Check ARK_ENDPOINTS.',
  final: true,
};
const RATE: VendorErrorRow = {
  error: 'provider_rate_limited',
  sentence: 'Ark limits the request rate of this account.',
};
const BUSY: VendorErrorRow = { error: 'provider_unavailable', sentence: 'Ark is overloaded.' };

/** Ark's codes are words with endings such as `InvalidParameter.Duration`. The first pattern that fits counts. */
const ROWS: readonly (readonly [pattern: RegExp, row: VendorErrorRow])[] = [
  [
    /^OutputAudioSensitiveContent/,
    { error: 'moderated_audio', sentence: `${POLICY} Ark refused the sound of the result.`, final: true },
  ],
  [
    /^Output\w*SensitiveContent/,
    {
      error: 'moderated_output',
      sentence: `${POLICY} Ark refused the result. Generating again may pass.`,
      final: true,
      retryable: true,
    },
  ],
  [
    /SensitiveContentDetected/,
    { error: 'moderated_input', sentence: `${POLICY} Ark refused the prompt or an input.`, final: true },
  ],
  [/^AuthenticationError/, KEY],
  [/^(AccessDenied|ModelNotOpen)/, CLOSED],
  [/^(AccountOverdueError|QuotaExceeded)/, BALANCE],
  [/^(MissingParameter|InvalidParameter)/, PARAMETER],
  [/^InvalidEndpoint/, MODEL],
  [/^(RateLimitExceeded|ModelAccount\w*RateLimitExceeded)/, RATE],
  [/^(ServerOverloaded|ModelLoadingError)/, BUSY],
  [
    /^InternalServiceError/,
    { error: 'provider_unavailable', sentence: 'Ark reports an internal error.', ambiguous: true },
  ],
];

export const arkErrorRow = (code: string): VendorErrorRow | undefined =>
  ROWS.find(([pattern]) => pattern.test(code))?.[1];
