import type { ProviderDescriptor } from '@onereel/core';
import { KLING_MODELS } from './kling-models';

/** The provider's id: in `providerOptions`, in `<provider>/<model>` and in health. */
export const KLING_ID = 'kling';

/** Poll cadence and deadline: typical videos take 50 s to 5 min. Slots per account come in packs; five is the smallest common one. */
export const KLING_DESCRIPTOR: ProviderDescriptor = {
  id: KLING_ID,
  title: 'Kling',
  homepage: 'https://klingai.com',
  models: KLING_MODELS.map(({ descriptor }) => descriptor),
  poll: { firstSeconds: 15, intervalSeconds: 6, maxIntervalSeconds: 10 },
  deadlineSeconds: 1200,
  maxConcurrent: 5,
  features: { cancel: false, reconcile: true, callback: true, check: true, clientReference: true },
};
