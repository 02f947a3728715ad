import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopChild } from '../../run-ts/stop-child';
import { messageOf, startServer } from './child-server';
import type { OpenTasksOrder, OpenTasksReport } from './servers/open-tasks';
import { quantile } from './statistics';

export interface NoticeRow {
  readonly tasks: number;
  readonly p50Seconds: number;
  readonly p95Seconds: number;
  readonly maxSeconds: number;
  readonly rssMb: number;
}

/** All tasks end at the vendor in the same moment, the worst case: how long until each is known to have ended? */
export async function timeToNotice(tasks: number): Promise<NoticeRow> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-bench-'));
  const vendor = startServer('mock-vendor', 1);
  const engine = startServer('open-tasks', 0);
  try {
    const { url: vendorUrl } = await messageOf<{ url: string }>(vendor);
    engine.send({ dataDir, vendorUrl, tasks } satisfies OpenTasksOrder);
    await messageOf<OpenTasksReport>(engine);
    vendor.send('finish');
    const { finishedAt } = await messageOf<{ finishedAt: number }>(vendor);
    const { endedAt, rssMb } = await messageOf<OpenTasksReport>(engine);
    const seconds = (share: number): number => Math.round((quantile(endedAt, share) - finishedAt) / 10) / 100;
    return {
      tasks: endedAt.length,
      p50Seconds: seconds(0.5),
      p95Seconds: seconds(0.95),
      maxSeconds: seconds(1),
      rssMb,
    };
  } finally {
    await Promise.all([stopChild(engine), stopChild(vendor)]);
    await rm(dataDir, { recursive: true, force: true });
  }
}
