import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KLING_DESCRIPTOR } from '../../libs/providers-kling/src/wire/kling-descriptor';
import { callBack, CALLBACK_SECRET } from '../http/kling-callback';
import type { FaultName } from '../simulators/frame/faults';
import {
  type Moment,
  pause,
  startVendorBehindGateway,
  type VendorBehindGateway,
} from './vendor-behind-gateway';

const BOAT = { model: 'kling-v2-6', prompt: 'a boat', duration: 5 };

const start = (environment: Record<string, string> = {}): Promise<VendorBehindGateway> =>
  startVendorBehindGateway({
    vendor: 'kling',
    provider: 'kling',
    config: { publicUrl: 'https://video.example.com', maxConcurrent: 50 },
    environment: { KLING_WEBHOOK_SECRET: CALLBACK_SECRET, ...environment },
  });

const statesOf = (timeline: readonly Moment[]): unknown[] =>
  timeline.filter(({ event }) => event === 'status').map(({ data }) => data.to);
const countOf = (timeline: readonly Moment[], wanted: string): number =>
  timeline.filter(({ event }) => event === wanted).length;

let rig: VendorBehindGateway;
afterEach(async () => {
  jest.restoreAllMocks();
  await rig?.close();
});

/** The vendor's own id of a task it took. */
const vendorIdOf = async (id: string): Promise<string> => String((await rig.explain(id)).vendor_task_id);

describe('R5: a success after the deadline', () => {
  it('is delivered: told as failed meanwhile, one create, one file', async () => {
    jest.replaceProperty(KLING_DESCRIPTOR, 'deadlineSeconds', 0.6);
    rig = await start();
    rig.vendor.setFaults({ name: 'late-success', seconds: 100 });
    const id = await rig.create(BOAT);
    const late = await rig.until(id, 'failed', 'completed');
    expect(late).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
    rig.vendor.advance(200);
    await callBack(rig.gateway, { id: await vendorIdOf(id), status: 'succeeded' });
    const done = await rig.until(id, 'completed');
    expect(done).toMatchObject({ error: null, progress: 100, result: { result: { videos: [{}] } } });
    const video = await rig.gateway.fetch(`/v1/videos/${id}/content`);
    expect([video.status, video.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    expect(rig.vendor.tasks).toHaveLength(1);
    const { timeline, attempts, cost_estimate } = await rig.explain(id);
    expect(attempts).toBe(1);
    expect(cost_estimate).toMatchObject({ seconds: 5, videos: 1 });
    expect(statesOf(timeline).slice(-2)).toEqual(['failed', 'completed']);
    expect(countOf(timeline, 'archived')).toBe(1);
  });
});

describe('R6: many that would end a task at once', () => {
  it('end it once: callbacks by the dozen beside quick polls make one result', async () => {
    rig = await start({ KLING_POLL_SECONDS: '0.1' });
    const ids = await Promise.all(Array.from({ length: 4 }, () => rig.create(BOAT)));
    for (const id of ids) await rig.until(id, 'processing', 'completed');
    const vendorIds = await Promise.all(ids.map(vendorIdOf));
    for (let round = 0; round < 6; round += 1) {
      const burst = vendorIds.flatMap((id) => Array<string>(5).fill(id));
      const call = (id: string, n: number) =>
        callBack(rig.gateway, { id, status: n % 2 ? 'failed' : 'succeeded' }, { id: `evt-${round}-${n}` });
      expect((await Promise.all(burst.map(call))).every(({ status }) => status === 200)).toBe(true);
      await pause(60);
    }
    for (const id of ids) {
      await rig.until(id, 'completed');
      await pause(200);
      const { timeline } = await rig.explain(id);
      expect(statesOf(timeline)).toEqual(['processing', 'completed']);
      expect([countOf(timeline, 'accepted'), countOf(timeline, 'archived')]).toEqual([1, 1]);
    }
    expect(rig.vendor.tasks).toHaveLength(ids.length);
    const files = await readdir(join(rig.gateway.dataDir, 'artifacts'), { recursive: true });
    expect(files.filter((name) => name.endsWith('.mp4'))).toHaveLength(ids.length);
  });

  it('end it once: a cancel between callbacks leaves one final state', async () => {
    rig = await start({ KLING_POLL_SECONDS: '0.1' });
    const id = await rig.create(BOAT);
    await rig.until(id, 'processing');
    const vendorId = await vendorIdOf(id);
    await pause(200);
    await Promise.all([
      ...Array.from({ length: 5 }, () => callBack(rig.gateway, { id: vendorId, status: 'succeeded' })),
      ...Array.from({ length: 5 }, () => rig.json(`/api/v1/tasks/${id}/cancel`, {})),
    ]);
    const { status } = await rig.until(id, 'completed', 'cancelled');
    await pause(500);
    expect((await rig.json(`/api/v1/tasks/${id}`)).status).toBe(status);
    const final = statesOf((await rig.explain(id)).timeline).filter((state) => state !== 'processing');
    expect(final).toEqual([status]);
  });
});

describe('R8: a submission repeated after a definite no', () => {
  it.each<FaultName>(['rate-limited', 'concurrency-limited', 'maintenance'])(
    'is an attempt of its own after %s, and its cost is counted once',
    async (name) => {
      rig = await start();
      rig.vendor.setFaults({ name, times: 2, retryAfterSeconds: 0 });
      const id = await rig.create(BOAT);
      expect((await rig.until(id, 'completed', 'failed')).status).toBe('completed');
      const sent = rig.vendor.requestsTo('POST', /text2video$/).map(({ body }) => body?.external_task_id);
      expect(sent).toHaveLength(3);
      expect(new Set(sent).size).toBe(3);
      expect(sent.every((reference) => typeof reference === 'string' && reference.length >= 16)).toBe(true);
      expect(rig.vendor.tasks.map(({ reference }) => reference)).toEqual([sent[2]]);
      const { cost_estimate, timeline } = await rig.explain(id);
      expect(cost_estimate).toMatchObject({ amount: 0.21, currency: 'USD', seconds: 5, videos: 1 });
      expect([countOf(timeline, 'accepted'), countOf(timeline, 'archived')]).toEqual([1, 1]);
    },
  );
});
