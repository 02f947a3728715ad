import type { ProviderDescriptor } from '@onereel/core';
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
  const common = entry?.descriptor ?? UNKNOWN_PROVIDER;
  const slot = entry?.provider?.credentials.find(({ id }) => id === credentialId);
  const habit = { ...common, ...slot?.usual };
  return {
    poll: habit.poll,
    maxConcurrent: slot?.maxConcurrent ?? forAll.maxConcurrent ?? habit.maxConcurrent,
    requestsPerMinute: habit.requestsPerMinute,
  };
}
