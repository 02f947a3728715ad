import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { NestFactory } from '@nestjs/core';
import { TASK_QUEUE, type TaskQueue } from '@onereel/core/engine';
import { describeTaskQueue } from '@onereel/core/testing';
import { hasRedis, NO_REDIS, type RedisServer, startRedis } from '../../../../../test/redis/redis-server';
import { BullQueueModule } from './bull-queue.module';

const LEASE_MS = 2_000;

let redis: RedisServer;
let serial = 0;

/** Takes one job in another process and dies with it. */
async function crashConsumer(prefix: string): Promise<void> {
  const script = `
    const Bull = require('bull');
    const queue = new Bull('poll-steps', ${JSON.stringify(redis.url)}, {
      prefix: ${JSON.stringify(prefix)}, settings: { lockDuration: ${LEASE_MS}, stalledInterval: ${LEASE_MS / 2} } });
    queue.process(1, () => process.kill(process.pid, 'SIGKILL'));`;
  const child = spawn(process.execPath, ['-e', script], { cwd: __dirname, stdio: 'ignore' });
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error('the consumer died before it took the job');
}

async function open() {
  serial += 1;
  const prefix = `suite-${serial}`;
  const module = BullQueueModule.register({
    redisUrl: redis.url,
    lanes: ['poll', 'narrow'],
    leaseMs: LEASE_MS,
    prefix,
  });
  const context = await NestFactory.createApplicationContext(module, { logger: false });
  const queue = context.get<TaskQueue>(TASK_QUEUE);
  return {
    queue,
    crashConsumer: () => crashConsumer(prefix),
    async dispose() {
      await queue.close(0);
      await context.close();
    },
  };
}

if (hasRedis()) {
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  describeTaskQueue({ name: 'BullTaskQueue keeps the promises of TaskQueue', open });

  test('says within seconds that Redis does not answer', async () => {
    const { queue, dispose } = await open();
    redis.freeze(true);
    try {
      const job = { id: 'a:1', taskId: 'a', seq: 1, kind: 'poll', runAt: 0 };
      const failures = await Promise.allSettled([queue.enqueue(job), queue.ping(), queue.depth()]);
      for (const failure of failures) expect(failure).toMatchObject({ reason: { code: 'storage_failed' } });
    } finally {
      redis.freeze(false);
    }
    await queue.ping();
    await dispose();
  });
} else {
  test.skip(`BullTaskQueue (${NO_REDIS})`, () => undefined);
}
