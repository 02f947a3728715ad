import type { ErrorDetail } from '@onereel/core';

/**
 * May a task that was certainly not taken try its luck elsewhere? When the fault lies with the vendor, the network, or the
 * operator's account there; a client's mistake or moderation would only be repeated. Pure.
 */
export function mayMoveAfter({
  code,
  origin,
  billed,
}: Pick<ErrorDetail, 'code' | 'origin' | 'billed'>): boolean {
  if (billed === 'yes') return false;
  return origin === 'provider' || origin === 'network' || OF_THE_ACCOUNT.has(code);
}

const OF_THE_ACCOUNT: ReadonlySet<ErrorDetail['code']> = new Set([
  'provider_insufficient_balance',
  'credential_gone',
  'provider_unconfigured',
]);
