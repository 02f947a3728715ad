import type { CredentialSlot } from '@onereel/core';
import { paceOf } from './credential-pace';
import type { RegisteredProvider } from './provider-registry';

const POLL = { firstSeconds: 15, intervalSeconds: 10 };
const OWN_POLL = { firstSeconds: 5, intervalSeconds: 5 };
const entryWith = (slot: Partial<CredentialSlot>): RegisteredProvider =>
  ({
    descriptor: { poll: POLL, maxConcurrent: 5, requestsPerMinute: 50 },
    provider: {
      credentials: [
        { id: 'other', weight: 1 },
        { id: 'main', weight: 1, ...slot },
      ],
    },
  }) as unknown as RegisteredProvider;

it.each<[string, Partial<CredentialSlot>, { maxConcurrent?: number }, object]>([
  ["the provider's pace", {}, {}, { poll: POLL, maxConcurrent: 5, requestsPerMinute: 50 }],
  [
    "the credential's habits",
    { usual: { poll: OWN_POLL, maxConcurrent: 2, requestsPerMinute: 10 } },
    {},
    { poll: OWN_POLL, maxConcurrent: 2, requestsPerMinute: 10 },
  ],
  [
    'what the operator set for all',
    { usual: { maxConcurrent: 2 } },
    { maxConcurrent: 9 },
    { maxConcurrent: 9 },
  ],
  [
    'what the operator set for the credential',
    { maxConcurrent: 7, usual: { maxConcurrent: 2 } },
    { maxConcurrent: 9 },
    { maxConcurrent: 7 },
  ],
])('%s', (_name, slot, forAll, expected) => {
  expect(paceOf(entryWith(slot), 'main', forAll)).toMatchObject(expected);
});

it('a provider that left is asked once a minute', () => {
  expect(paceOf(undefined, 'main').poll).toEqual({ firstSeconds: 60, intervalSeconds: 60 });
});
