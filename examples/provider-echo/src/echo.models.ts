import type { ProviderDescriptor } from '@onereel/core';

/** What the vendor offers. OneReel checks requests against these rows and lists them under `GET /v1/models`. */
export const ECHO_DESCRIPTOR: ProviderDescriptor = {
  id: 'echo',
  title: 'Echo',
  models: [
    {
      id: 'echo-1',
      vendorModel: 'one',
      modes: ['text-to-video', 'image-to-video'],
      durations: [2, 5, 10],
      defaultDuration: 5,
      aspectRatios: ['16:9', '9:16', '1:1'],
      inputs: { first_frame: { min: 0, max: 1 } },
      prompt: { required: true, maxLength: 1000 },
      supports: { seed: true },
      price: { currency: 'USD', perSecond: 0.05 },
    },
  ],
  poll: { firstSeconds: 2, intervalSeconds: 2, maxIntervalSeconds: 10 },
  deadlineSeconds: 600,
  maxConcurrent: 4,
  features: { cancel: false, reconcile: true, callback: false, check: false, clientReference: true },
};
