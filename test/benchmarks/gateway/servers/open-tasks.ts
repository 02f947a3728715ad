import { VendorProvider } from '../../../chaos/vendor/vendor-provider';
import { startEngine } from '../../../chaos/vendor/start-engine';

export interface OpenTasksOrder {
  readonly dataDir: string;
  readonly vendorUrl: string;
  readonly tasks: number;
}

export interface OpenTasksReport {
  readonly state: 'open' | 'ended';
  readonly rssMb: number;
  /** When each task was seen to have ended, milliseconds since the epoch. */
  readonly endedAt: readonly number[];
}

const caller = { ownerId: 'bench' };

/** The engine alone with many open tasks; reports when all are polled, and when all have ended. */
async function main({ dataDir, vendorUrl, tasks }: OpenTasksOrder): Promise<void> {
  const provider = new VendorProvider({
    url: vendorUrl,
    reconcile: false,
    poll: { firstSeconds: 5, intervalSeconds: 5 },
    deadlineSeconds: 3_600,
  });
  const { gateway, store } = await startEngine({ dataDir, provider, settings: { maxConcurrent: tasks } });
  const request = { model: 'vendor-1', prompt: 'a calm sea in the evening, slow pan' };
  for (let made = 0; made < tasks; made += 100) {
    const batch = Array.from({ length: Math.min(100, tasks - made) }, () =>
      gateway.create({ dialect: 'native', request, inputs: [] }, caller),
    );
    await Promise.all(batch);
  }
  const count = async (status: string) => (await store.countByStatus())[status] ?? 0;
  while ((await count('processing')) < tasks) await sleep(100);
  // Two rounds of polls, so that the spread is the one of every day.
  await sleep(10_000);
  report({ state: 'open', rssMb: rssMb(), endedAt: [] });
  while ((await count('processing')) > 0) await sleep(100);
  const endedAt: number[] = [];
  for (let offset = 0; offset < tasks; offset += 500) {
    const page = await store.list(caller.ownerId, { limit: 500, offset, order: 'asc' });
    endedAt.push(...page.tasks.map(({ completedAt }) => completedAt ?? 0));
  }
  report({ state: 'ended', rssMb: rssMb(), endedAt });
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const rssMb = (): number => Math.round(process.memoryUsage().rss / 1024 / 1024);
const report = (message: OpenTasksReport): void => void process.send?.(message);

process.once('message', (order) => void main(order as OpenTasksOrder));
