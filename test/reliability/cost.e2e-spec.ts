import type { ModelDescriptor } from '@onereel/core';
import { SAMPLE_IMAGE } from '@onereel/core/testing';
import { JIMENG_DESCRIPTOR } from '../../libs/providers-jimeng/src/wire/jimeng-descriptor';
import { KLING_DESCRIPTOR } from '../../libs/providers-kling/src/wire/kling-descriptor';
import { VEO_DESCRIPTOR } from '../../libs/providers-veo/src/wire/veo-descriptor';
import {
  type Arrangement,
  startVendorBehindGateway,
  type VendorBehindGateway,
} from './vendor-behind-gateway';

/** Money per second by resolution: silent, with sound. `null` = the vendor names no price. */
type Prices = Readonly<Record<string, readonly [silent: number | null, loud?: number | null]>>;

interface Sold {
  readonly currency: string;
  readonly prices: Prices;
  /** Sound unless it is turned off. */
  readonly loud?: boolean;
  /** The price does not depend on what is ordered. */
  readonly flat?: boolean;
}

const flat = (price: number): Sold => ({
  currency: 'CNY',
  prices: { any: [price] },
  flat: true,
});

/** The vendors' published price lists, written down a second time: the tables of the packages are checked against it. */
const SOLD: Readonly<Record<string, Sold>> = {
  'veo-3.1': {
    currency: 'USD',
    loud: true,
    prices: { '720p': [0.2, 0.4], '1080p': [0.2, 0.4], '4k': [0.4, 0.6] },
  },
  'veo-3.1-fast': {
    currency: 'USD',
    loud: true,
    prices: { '720p': [0.08, 0.1], '1080p': [0.1, 0.12], '4k': [0.25, 0.3] },
  },
  'veo-3.1-lite': { currency: 'USD', loud: true, prices: { '720p': [0.03, 0.05], '1080p': [0.05, 0.08] } },
  'kling-v3': {
    currency: 'USD',
    prices: { '720p': [0.084, 0.126], '1080p': [0.112, 0.168], '4k': [0.42, null] },
  },
  'kling-3.0-turbo': { currency: 'CNY', prices: { '720p': [0.8, 0.8], '1080p': [1, 1] } },
  'kling-v2-6': { currency: 'USD', prices: { '720p': [0.042, null], '1080p': [0.07, null] } },
  'kling-v2-5-turbo': { currency: 'USD', prices: { '720p': [0.042], '1080p': [0.07] } },
  'jimeng-3.0': { currency: 'CNY', prices: { '720p': [0.28], '1080p': [0.63] } },
  'jimeng-3.0-pro': flat(1),
  'jimeng-s2.0-pro': flat(0.65),
  jimeng_t2v_v30: flat(0.28),
  jimeng_t2v_v30_1080p: flat(0.63),
  jimeng_i2v_first_v30: flat(0.28),
  jimeng_i2v_first_v30_1080: flat(0.63),
  jimeng_i2v_first_tail_v30: flat(0.28),
  jimeng_i2v_first_tail_v30_1080: flat(0.63),
  jimeng_i2v_recamera_v30: flat(0.28),
};

interface Vendor extends Pick<Arrangement, 'vendor' | 'provider' | 'environment'> {
  readonly models: readonly ModelDescriptor[];
}

/** Those whose length the vendor decides on come last: their videos must be made. */
const priced = ({ models }: { models: readonly ModelDescriptor[] }) =>
  models
    .filter(({ price }) => price)
    .sort((a, b) => Number(a.durations === undefined) - Number(b.durations === undefined));
const KLING_KEY = JSON.stringify([{ id: 'main', apiKey: 'simulated-key' }]);
const LONG = 10_000;
/** Creates are sent to Google at 50 a minute and account. */
const veoAccounts = (baseUrl: string) =>
  Array.from({ length: 25 }, (_, index) => ({
    id: `account-${index}`,
    transport: 'vertex',
    apiKey: 'simulated-key',
    baseUrl,
  }));
const VENDORS: readonly Vendor[] = [
  {
    vendor: 'vertex',
    provider: 'veo',
    models: priced(VEO_DESCRIPTOR),
    environment: (url) => ({ VEO_CREDENTIALS: JSON.stringify(veoAccounts(url)) }),
  },
  {
    vendor: 'kling',
    provider: 'kling',
    models: priced(KLING_DESCRIPTOR),
    environment: { KLING_CREDENTIALS: KLING_KEY, KLING_API_STYLE: 'current' },
  },
  { vendor: 'jimeng', provider: 'jimeng', models: priced(JIMENG_DESCRIPTOR) },
];

interface Order {
  readonly seconds?: number;
  readonly resolution?: string;
  readonly audio?: boolean;
}

/** Every listed length, or the shortest and the longest, and none. */
function durationsOf({ durations }: ModelDescriptor): (number | undefined)[] {
  if (durations === undefined) return [undefined];
  return 'min' in durations ? [durations.min, durations.max, undefined] : [...durations, undefined];
}

/** Every length and quality, and every quality with and without sound. Where sound is made in one quality only, others are refused. */
function ordersOf(model: ModelDescriptor): Order[] {
  const { resolutions = [], supports, id } = model;
  const qualities = [undefined, ...resolutions];
  const lengths = durationsOf(model);
  const plain = lengths.flatMap((seconds) => qualities.map((resolution) => ({ seconds, resolution })));
  if (supports.audio !== true) return plain;
  const sounds = qualities
    .filter((resolution) => id !== 'kling-v2-6' || resolution !== '720p')
    .flatMap((resolution) => [true, false].map((audio) => ({ seconds: lengths[0], resolution, audio })));
  return [...plain, ...sounds];
}

function expected(model: ModelDescriptor, order: Order, measured: number | undefined): object | null {
  const price = priceOf(model, order);
  const length = order.seconds ?? model.defaultDuration ?? measured;
  if (price === undefined || length === undefined) return null;
  // Google makes high resolutions in full length only, and says so.
  const isFull = model.id.startsWith('veo') && !['720p', undefined].includes(order.resolution);
  const seconds = isFull ? 8 : length;
  const amount = Math.round(price * seconds * 1e6) / 1e6;
  const assumed = assumedFor(model, order);
  const { currency } = SOLD[model.id];
  return { amount, currency, seconds, videos: 1, ...(assumed.length > 0 && { assumed }) };
}

function priceOf({ id }: ModelDescriptor, { resolution = '720p', audio }: Order): number | undefined {
  const { prices, loud = false, flat: isFlat } = SOLD[id];
  const [silent, withSound] = prices[isFlat ? 'any' : resolution];
  return ((audio ?? loud) ? withSound : silent) ?? undefined;
}

function assumedFor({ id, supports, defaultDuration }: ModelDescriptor, order: Order): string[] {
  const hasSoundPrice = supports.audio === true && id !== 'kling-3.0-turbo';
  const open: readonly (readonly [string, boolean])[] = [
    ['durationSeconds', order.seconds === undefined && defaultDuration !== undefined],
    ['resolution', order.resolution === undefined && SOLD[id].flat !== true],
    ['audio', order.audio === undefined && hasSoundPrice],
  ];
  return open.filter(([, isOpen]) => isOpen).map(([name]) => name);
}

/** What the OpenAI dialect has no field for; the native one has none for videos of 15 s. */
const nativeOnly = (url: string): readonly (readonly [name: string, fields: object])[] => [
  ['first_tail', { last_frame: url }],
  ['recamera', { camera_motion: 'zoom' }],
];

describe.each(VENDORS)('R16: estimates of $provider', ({ models, ...arrangement }) => {
  let rig: VendorBehindGateway;
  beforeAll(async () => {
    const config = { maxConcurrent: 200, rateLimitPerMinute: 0, logLevel: 'error' as const };
    // Nothing is made unless the test moves the vendor's time.
    const timing = { queuedSeconds: 0, runSeconds: LONG };
    rig = await startVendorBehindGateway({ ...arrangement, config, timing });
  });
  afterAll(() => rig.close());

  it('every priced model is in the list', () => {
    expect(models.filter(({ id }) => SOLD[id] === undefined)).toEqual([]);
    expect(models.length).toBeGreaterThan(2);
  });

  it.each(models)(
    '$id: list price times the seconds ordered, and what was left open is named',
    async (model) => {
      const checks = ordersOf(model).map(async (order) => {
        const id = await place(model, order);
        const measured = await lengthOf(id, model);
        return [order, (await rig.explain(id)).cost_estimate, expected(model, order, measured)];
      });
      for (const [order, estimate, wanted] of await Promise.all(checks))
        expect([order, estimate]).toEqual([order, wanted]);
    },
  );

  async function place({ id, modes }: ModelDescriptor, order: Order): Promise<string> {
    const url = `data:image/png;base64,${SAMPLE_IMAGE.toString('base64')}`;
    const first = modes.includes('text-to-video') ? {} : { input_reference: { image_url: url } };
    const native = nativeOnly(url).find(([name]) => id.includes(name));
    const { seconds: duration, resolution } = order;
    const created = native
      ? await rig.json('/api/v1/videos/generate', {
          model: id,
          prompt: 'a boat',
          image: url,
          ...native[1],
          duration,
          resolution,
        })
      : await rig.json('/v1/videos', { model: id, prompt: 'a boat', ...first, ...order });
    expect([order, created.error ?? null]).toEqual([order, null]);
    return String(created.id ?? created.task_id);
  }

  /** What the vendor decided counts once it took the task; where it alone decides on the length, once there is a file. */
  async function lengthOf(id: string, { durations }: ModelDescriptor): Promise<number | undefined> {
    await rig.until(id, 'processing');
    if (durations !== undefined) return undefined;
    rig.vendor.advance(LONG);
    const { result } = await rig.until(id, 'completed');
    return result?.result?.duration;
  }
});
