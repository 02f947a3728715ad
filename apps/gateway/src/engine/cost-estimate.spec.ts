import type { ModelDescriptor, TaskOutput } from '@onereel/core';
import { costEstimate } from './cost-estimate';

const output = { id: 'video', durationSeconds: 5.04 } as TaskOutput;
const task = (more: object) => ({
  outputs: [],
  applied: {},
  request: { model: 'm', inputs: [] },
  ...more,
});
const RATES = [
  { resolution: '720p', audio: true, perSecond: 0.4 },
  { resolution: '720p', audio: false, perSecond: 0.2 },
  { resolution: '4k', audio: true, perSecond: 0.6 },
];
const rated = {
  resolutions: ['720p', '1080p', '4k'],
  price: { currency: 'USD', perSecond: 0.2, rates: RATES },
};
const ordered = (order: object, applied: object = order) => ({
  request: { model: 'm', inputs: [], ...order },
  applied: { durationSeconds: 8, ...applied },
});
const perSecond = { price: { currency: 'USD', perSecond: 0.15 } };

it.each<[string, Pick<ModelDescriptor, 'price' | 'resolutions'> | undefined, object, object | undefined]>([
  ['by the second, as ordered', perSecond, { applied: { durationSeconds: 8 } }, { amount: 1.2, seconds: 8 }],
  [
    'by the second, as ordered even when the file is a little longer',
    perSecond,
    { applied: { durationSeconds: 5 }, outputs: [output] },
    { amount: 0.75, seconds: 5, videos: 1 },
  ],
  ['by the second, as measured', perSecond, { outputs: [output] }, { amount: 0.756, seconds: 5.04 }],
  [
    'by the second, several videos',
    perSecond,
    { request: { model: 'm', inputs: [], durationSeconds: 4, count: 2 } },
    { amount: 1.2, seconds: 8, videos: 2 },
  ],
  [
    'by the video',
    { price: { currency: 'CNY', perVideo: 3 } },
    {},
    { amount: 3, currency: 'CNY', videos: 1 },
  ],
  [
    'by the rate of what was ordered',
    rated,
    ordered({ durationSeconds: 8, resolution: '4k', audio: true }),
    { amount: 4.8, seconds: 8 },
  ],
  [
    'silent, by its own rate',
    rated,
    ordered({ durationSeconds: 8, resolution: '720p', audio: false }),
    { amount: 1.6 },
  ],
  [
    'left open, and says so',
    rated,
    ordered({}),
    { amount: 3.2, assumed: ['durationSeconds', 'resolution', 'audio'] },
  ],
  [
    'by a size',
    rated,
    ordered({ durationSeconds: 8, size: { width: 3840, height: 2160 } }, { resolution: '4k' }),
    { amount: 4.8, assumed: ['audio'] },
  ],
  [
    'of a quality without a list price',
    rated,
    ordered({ durationSeconds: 8, resolution: '1080p' }),
    undefined,
  ],
  [
    'with the default length',
    perSecond,
    { applied: { durationSeconds: 8 } },
    { amount: 1.2, assumed: ['durationSeconds'] },
  ],
  ['of unknown length', perSecond, {}, undefined],
  ['without a price', {}, { applied: { durationSeconds: 8 } }, undefined],
  ['of a model that left', undefined, {}, undefined],
])('estimates the cost of a task %s', (_name, model, more, expected) => {
  const estimate = costEstimate(task(more), model);
  if (expected === undefined) expect(estimate).toBeUndefined();
  else expect(estimate).toMatchObject(expected);
});
