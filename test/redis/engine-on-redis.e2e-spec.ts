import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleVideo } from '../chaos/vendor/sample-video';
import { startEngine } from '../chaos/vendor/start-engine';
import { VendorProvider } from '../chaos/vendor/vendor-provider';
import { VendorSimulator } from '../chaos/vendor/vendor-simulator';
import { hasRedis, NO_REDIS, startRedis } from './redis-server';

const caller = { ownerId: 'tester' };

async function onRedis(): Promise<void> {
  const redis = await startRedis();
  const vendor = await VendorSimulator.start(await sampleVideo());
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-scaled-'));
  const start = () =>
    startEngine({
      dataDir,
      redisUrl: redis.url,
      provider: new VendorProvider({ url: vendor.url, reconcile: true, credentials: ['default', 'second'] }),
    });
  const create = async (
    { gateway }: Awaited<ReturnType<typeof start>>,
    takesMs: number,
    refuse?: number[],
  ) => {
    const request = { model: 'vendor-1', prompt: `clip ${JSON.stringify({ takesMs, refuse })}` };
    return (await gateway.create({ dialect: 'native', request, inputs: [] }, caller)).id;
  };
  const statusAtEnd = async ({ gateway }: Awaited<ReturnType<typeof start>>, id: string) => {
    let status: string | undefined;
    for await (const { task } of gateway.events(id, caller, AbortSignal.timeout(10_000)))
      status = task.status;
    return status;
  };
  let engine = await start();
  try {
    expect(await statusAtEnd(engine, await create(engine, 200))).toBe('completed');
    const moved = await create(engine, 200, [503]);
    expect(await statusAtEnd(engine, moved)).toBe('completed');
    const { timeline, attempts } = await engine.gateway.explain(moved, caller);
    expect([attempts, timeline.filter(({ event }) => event === 'moved').length]).toEqual([2, 1]);
    const slow = await create(engine, 1_500);
    while ((await engine.gateway.get(slow, caller)).status !== 'processing') await new Promise(setImmediate);
    await engine.close();
    redis.flush();
    engine = await start();
    expect(await statusAtEnd(engine, slow)).toBe('completed');
    expect(vendor.tasks.size).toBe(3);
  } finally {
    await engine.close();
    await vendor.stop();
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

if (hasRedis()) {
  test(
    'the same engine runs on Bull, and moves what was refused, and a flushed Redis loses no task',
    onRedis,
  );
} else {
  test.skip(`the engine on Bull (${NO_REDIS})`, onRedis);
}
