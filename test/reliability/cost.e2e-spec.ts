import type { ModelDescriptor } from '@onereel/core';
import { JIMENG_DESCRIPTOR } from '../../libs/providers-jimeng/src/wire/jimeng-descriptor';
import { KLING_DESCRIPTOR } from '../../libs/providers-kling/src/wire/kling-descriptor';
import { EXAMPLE_IMAGE_BASE64 } from '../../apps/gateway/src/http/openapi/example-image';
import type { VendorName } from '../simulators/start-simulator';
import { startVendorBehindGateway, type VendorBehindGateway } from './vendor-behind-gateway';

interface Vendor {
  readonly vendor: VendorName;
  readonly provider: 'kling' | 'jimeng';
  readonly models: readonly ModelDescriptor[];
  readonly environment?: Record<string, string>;
}

const priced = ({ models }: { models: readonly ModelDescriptor[] }) => models.filter(({ price }) => price);
const KEY = JSON.stringify([{ id: 'main', apiKey: 'simulated-key', maxConcurrent: 50 }]);

const VENDORS: readonly Vendor[] = [
  {
    ...{ vendor: 'kling', provider: 'kling', models: priced(KLING_DESCRIPTOR) },
    environment: { KLING_CREDENTIALS: KEY, KLING_API_STYLE: 'current' },
  },
  { vendor: 'jimeng', provider: 'jimeng', models: priced(JIMENG_DESCRIPTOR) },
];

/** Every listed one, or the shortest and the longest, and none. */
function durationsOf({ durations }: ModelDescriptor): (number | undefined)[] {
  if (durations === undefined) return [undefined];
  if (!('min' in durations)) return [...durations, undefined];
  return [durations.min, durations.max, undefined];
}

interface Order {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly seconds: number | undefined;
}

/** Where sound is made in one quality only, the others are refused. */
const SOUND_NEEDS: Readonly<Record<string, string>> = { 'kling-v2-6': '1080p' };

/** Every combination of length, quality and sound that a model offers. */
function ordersOf(model: ModelDescriptor): Order[] {
  const { resolutions = [], supports, modes, id, defaultDuration } = model;
  const url = `data:image/png;base64,${EXAMPLE_IMAGE_BASE64}`;
  const needsLast = modes[0] === 'first-last-frame';
  const first = modes.includes('text-to-video') ? {} : { input_reference: { image_url: url } };
  const frames = needsLast ? { image: url, last_frame: url } : first;
  const sounds = supports.audio === true ? [undefined, true] : [undefined];
  const orders = durationsOf(model).flatMap((seconds) =>
    [undefined, ...resolutions].flatMap((resolution) =>
      sounds.map((audio) => ({ seconds, resolution, audio })),
    ),
  );
  return orders
    .filter(({ audio, resolution = '1080p' }) => !audio || [undefined, resolution].includes(SOUND_NEEDS[id]))
    .map((order) => ({
      // The OpenAI dialect has no last frame, the native one no video of 15 s.
      path: needsLast ? '/api/v1/videos/generate' : '/v1/videos',
      body: {
        model: id,
        prompt: 'a boat',
        ...frames,
        ...order,
        ...(needsLast && { duration: order.seconds }),
      },
      seconds: order.seconds ?? defaultDuration,
    }));
}

describe.each(VENDORS)('R16: estimates of $provider', ({ models, ...arrangement }) => {
  let rig: VendorBehindGateway;
  beforeAll(async () => {
    const config = { maxConcurrent: 50, rateLimitPerMinute: 0 };
    rig = await startVendorBehindGateway({
      ...arrangement,
      config,
      timing: { queuedSeconds: 0, runSeconds: 0 },
    });
  });
  afterAll(() => rig.close());

  it('has models with a price', () => {
    expect(models.length).toBeGreaterThan(2);
  });

  it.each(models)('$id: the price of its row times the seconds ordered', async (model) => {
    for (const { path, body, seconds } of ordersOf(model)) {
      const created = await rig.json(path, body);
      expect([body, created.error ?? null]).toEqual([body, null]);
      const charged = seconds ?? (await measured(created.id));
      const { currency, perSecond = 0 } = model.price ?? {};
      const amount = Math.round(perSecond * charged * 1e6) / 1e6;
      const estimate = { amount, currency, seconds: charged, videos: 1 };
      expect([body, (await rig.explain(created.id ?? created.task_id)).cost_estimate]).toEqual([
        body,
        estimate,
      ]);
      expect(amount).toBeGreaterThan(0);
    }
  });

  /** Where the vendor alone decides about the length, there is no estimate before there is a file. */
  async function measured(id: string): Promise<number> {
    const { result } = await rig.until(id, 'completed');
    return result.result.duration;
  }
});
