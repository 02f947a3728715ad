import type { ProviderDescriptor } from '@onereel/core';
import { VEO_MODELS } from './veo-models';

/** The provider's id: in `providerOptions`, in `<provider>/<model>` and in health. */
export const VEO_ID = 'veo';

/** Poll cadence and deadline: videos take 11 s to 6 min, a little longer over relays. */
export const VEO_DESCRIPTOR: ProviderDescriptor = {
  id: VEO_ID,
  title: 'Google Veo',
  homepage: 'https://cloud.google.com/vertex-ai/generative-ai/docs/video/overview',
  models: VEO_MODELS.map(({ descriptor }) => descriptor),
  poll: { firstSeconds: 15, intervalSeconds: 10, maxIntervalSeconds: 15 },
  deadlineSeconds: 1200,
  maxConcurrent: 5,
  features: { cancel: false, reconcile: false, callback: false, check: true, clientReference: false },
};
