import type { CredentialSlot, ProviderDescriptor } from '@onereel/core';
import type { RegisteredProvider } from './provider-registry';

export type CredentialPace = Pick<ProviderDescriptor, 'poll' | 'maxConcurrent' | 'requestsPerMinute'>;

const UNKNOWN_PROVIDER: CredentialPace = { poll: { firstSeconds: 60, intervalSeconds: 60 } };

/**
 * How often and how much is asked with one credential: by what the operator set for it, then for all of them, then by its own habit,
 * then by the provider's. Pure.
 */
export function paceOf(
  entry: RegisteredProvider | undefined,
  credentialId: string,
  forAll: Pick<CredentialPace, 'maxConcurrent'> = {},
): CredentialPace {
  const { poll, maxConcurrent, requestsPerMinute } = entry?.descriptor ?? UNKNOWN_PROVIDER;
  const slot: Partial<CredentialSlot> =
    entry?.provider?.credentials.find(({ id }) => id === credentialId) ?? {};
  return {
    poll: slot.usual?.poll ?? poll,
    maxConcurrent: slot.maxConcurrent ?? forAll.maxConcurrent ?? slot.usual?.maxConcurrent ?? maxConcurrent,
    requestsPerMinute: slot.usual?.requestsPerMinute ?? requestsPerMinute,
  };
}
