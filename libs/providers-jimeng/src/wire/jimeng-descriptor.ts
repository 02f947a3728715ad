import type { ProviderDescriptor } from '@onereel/core';
import { JIMENG_MODELS } from './jimeng-models';

/** The provider's id: in `providerOptions`, in `<provider>/<model>` and in health. */
export const JIMENG_ID = 'jimeng';

/**
 * Videos take one to five minutes. An account of the visual API runs one task at a time unless more was bought; Ark's limit is
 * with its credentials.
 */
export const JIMENG_DESCRIPTOR: ProviderDescriptor = {
  id: JIMENG_ID,
  title: 'Jimeng',
  homepage: 'https://www.volcengine.com/product/jimeng',
  models: JIMENG_MODELS.map(({ descriptor }) => descriptor),
  poll: { firstSeconds: 10, intervalSeconds: 5, maxIntervalSeconds: 10 },
  deadlineSeconds: 1200,
  maxConcurrent: 1,
  features: { cancel: true, reconcile: false, callback: false, check: true, clientReference: false },
};
