import { KLING_DESCRIPTOR } from '../../libs/providers-kling/src/wire/kling-descriptor';
import type { FaultName } from '../simulators/frame/faults';
import {
  type Moment,
  pause,
  startVendorBehindGateway,
  type VendorBehindGateway,
} from './vendor-behind-gateway';

/** How often a task past its deadline is asked about: minutes in earnest. */
jest.mock('../../apps/gateway/src/engine/generate/poll-schedule', () => ({
  ...jest.requireActual<object>('../../apps/gateway/src/engine/generate/poll-schedule'),
  STALLED_INTERVAL_MS: 300,
}));

const BOAT = { model: 'kling-v2-6', prompt: 'a boat', duration: 5 };
/** Seconds; what is made at once stays below. */
const DEADLINE = 3;

let rig: VendorBehindGateway;
beforeAll(async () => {
  jest.replaceProperty(KLING_DESCRIPTOR, 'deadlineSeconds', DEADLINE);
  rig = await startVendorBehindGateway({
    vendor: 'kling',
    provider: 'kling',
    timing: { queuedSeconds: 0, runSeconds: 0 },
    config: { maxConcurrent: 50, maxRetries: 1, retryDelaySeconds: 0.05, circuitFailures: 0 },
  });
});
afterAll(async () => {
  jest.restoreAllMocks();
  await rig?.close();
});
afterEach(() => rig.vendor.setFaults());

const countOf = (timeline: readonly Moment[], wanted: string): number =>
  timeline.filter(({ event }) => event === wanted).length;
const creates = (): number => rig.vendor.requestsTo('POST', /text2video$/).length;

describe('R5: a success after the deadline', () => {
  it('is found by asking on, without a callback: one create, one file', async () => {
    const before = creates();
    rig.vendor.setFaults({ name: 'late-success', seconds: 1_000 });
    const id = await rig.create(BOAT);
    expect(await rig.until(id, 'failed')).toMatchObject({ error: { code: 'deadline_exceeded' } });
    rig.vendor.advance(2_000);
    expect(await rig.until(id, 'completed')).toMatchObject({ error: null, progress: 100 });
    const video = await rig.gateway.fetch(`/v1/videos/${id}/content`);
    expect([video.status, video.headers.get('content-type')]).toEqual([200, 'video/mp4']);
    const { timeline, attempts } = await rig.explain(id);
    expect([attempts, countOf(timeline, 'callback'), countOf(timeline, 'archived')]).toEqual([1, 0, 1]);
    expect(creates()).toBe(before + 1);
  });
});

describe('R19: a failed download', () => {
  it.each<[FaultName, status: string, code: string | undefined, failures: number]>([
    ['cut-body-once', 'completed', undefined, 1],
    ['link-expired-once', 'completed', undefined, 1],
    ['link-expired', 'failed', 'output_expired', 2],
    ['not-a-video', 'failed', 'output_invalid', 2],
  ])('%s: the video is not made again, the task is %s', async (fault, status, code, failures) => {
    const before = creates();
    rig.vendor.setFaults(fault);
    const id = await rig.create(BOAT);
    const ended = await rig.until(id, 'completed', 'failed');
    expect([ended.status, ended.error?.code]).toEqual([status, code]);
    expect(creates()).toBe(before + 1);
    const { timeline, attempts } = await rig.explain(id);
    expect([attempts, countOf(timeline, 'archive_failed')]).toEqual([1, failures]);
    expect(countOf(timeline, 'archived')).toBe(status === 'completed' ? 1 : 0);
    if (status !== 'completed') return;
    const bytes = Buffer.from(await (await rig.gateway.fetch(`/v1/videos/${id}/content`)).arrayBuffer());
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
  });
});

describe('R20: a vendor that says "later" and nobody else to go to', () => {
  it('is asked until it takes the task: limits use up no retries', async () => {
    const before = creates();
    rig.vendor.setFaults({ name: 'rate-limited', times: 5, retryAfterSeconds: 0 });
    const id = await rig.create(BOAT);
    expect(await rig.until(id, 'completed', 'failed')).toMatchObject({ status: 'completed' });
    expect(creates()).toBe(before + 6);
    expect((await rig.explain(id)).attempts).toBe(6);
  });

  it('is asked no sooner than it wants', async () => {
    rig.vendor.setFaults({ name: 'rate-limited', times: 1, retryAfterSeconds: 2 });
    const before = creates();
    const id = await rig.create(BOAT);
    await waitFor(async () => (await rig.explain(id)).waiting_for?.reason === 'retry');
    const { waiting_for, timeline } = await rig.explain(id);
    const [refused] = timeline.filter(({ event }: Moment) => event === 'not_sent');
    expect(Date.parse(waiting_for.until) - Date.parse(refused.at)).toBeGreaterThanOrEqual(1_900);
    expect(creates()).toBe(before + 1);
    expect(await rig.until(id, 'completed')).toMatchObject({ status: 'completed' });
  });

  it('fails the task at its deadline', async () => {
    rig.vendor.setFaults({ name: 'rate-limited', retryAfterSeconds: 1 });
    const id = await rig.create(BOAT);
    expect(await rig.until(id, 'failed')).toMatchObject({ error: { code: 'provider_rate_limited' } });
    expect((await rig.explain(id)).attempts).toBeGreaterThan(1);
  });
});

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error('never happened');
}
