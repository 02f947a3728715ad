import type { ModelDescriptor, ProviderDescriptor } from '@onereel/core';

export const SANDBOX_ID = 'sandbox';
export const DEFAULT_SECONDS = 5;
export const DEFAULT_FPS = 30;
export const DEFAULT_STRENGTH = 0.5;
/** Pixels; encoders refuse less. */
export const MIN_SIDE = 64;
export const DEFAULT_RESOLUTION = '720p';
export const DEFAULT_ASPECT_RATIO = '16:9';

export const SANDBOX_MODEL = {
  id: SANDBOX_ID,
  vendorModel: 'sandbox-1',
  title: 'OneReel sandbox: real video, rendered on this machine',
  modes: ['text-to-video', 'image-to-video'],
  durations: { min: 1, max: 10 },
  defaultDuration: DEFAULT_SECONDS,
  aspectRatios: ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '4:5', '5:4', '21:9', '9:21'],
  resolutions: ['360p', '480p', '540p', '720p', '1080p'],
  maxSize: { width: 1920, height: 1080 },
  fps: { min: 24, max: 60 },
  inputs: { first_frame: { min: 0, max: 1 } },
  prompt: { required: false, maxLength: 32_000 },
  supports: { seed: true, audio: true, cameraMotion: true, motionStrength: true },
  price: { currency: 'USD', perSecond: 0 },
} as const satisfies ModelDescriptor;

export const SANDBOX_DESCRIPTOR = {
  id: SANDBOX_ID,
  title: 'Sandbox',
  models: [SANDBOX_MODEL],
  poll: { firstSeconds: 1, intervalSeconds: 1, maxIntervalSeconds: 3 },
  deadlineSeconds: 1800,
  maxConcurrent: 4,
  features: { cancel: true, reconcile: true, callback: false, check: true, clientReference: true },
} as const satisfies ProviderDescriptor;
