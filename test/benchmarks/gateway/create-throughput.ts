import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import autocannon from 'autocannon';
import { messageOf, startServer, stopServer } from './child-server';
import { installPortkey, portkeyHeaders, startPortkey } from './portkey';
import { median } from './statistics';

interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly headers?: Record<string, string>;
}

export interface ThroughputRow {
  readonly name: string;
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

const ROUNDS = 5;
const ROUND_SECONDS = Number(process.env.BENCH_ROUND_SECONDS ?? 3);
const BODY = JSON.stringify({ model: 'vendor-1', prompt: 'a calm sea in the evening, slow pan to the left' });

/** Creates per second of each contestant, all in the same minutes: round by round, medians of the rounds. */
export async function createThroughput(): Promise<ThroughputRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-bench-'));
  const children: ChildProcess[] = [];
  try {
    const contestants = await startAll(folder, children);
    const rows: ThroughputRow[] = [];
    for (const connections of [1, 32]) rows.push(...(await compare(contestants, connections)));
    return rows;
  } finally {
    await Promise.all(children.map(stopServer));
    await rm(folder, { recursive: true, force: true });
  }
}

async function startAll(folder: string, children: ChildProcess[]): Promise<Contestant[]> {
  const started = async (name: string, processor: 0 | 1, environment?: Record<string, string>) => {
    const child = startServer(name, processor, environment);
    children.push(child);
    return (await messageOf<{ url: string }>(child)).url;
  };
  const vendorUrl = await started('mock-vendor', 1);
  const gateway = (dataDir: string, inFlight: number) =>
    started('gateway', 0, {
      ONEREEL_DATA_DIR: join(folder, dataDir),
      ONEREEL_AUTH: 'none',
      ONEREEL_RATE_LIMIT_PER_MINUTE: '0',
      ONEREEL_LOG_LEVEL: 'warn',
      ONEREEL_PROVIDERS: join(__dirname, 'servers', 'bench-provider.ts'),
      VIDEO_MAX_CONCURRENT: `${inFlight}`,
      BENCH_VENDOR_URL: vendorUrl,
    });
  const contestants: Contestant[] = [
    { name: 'bare Nest POST, nothing stored', url: await started('bare-nest', 0) },
    { name: 'OneReel, durable, waiting for a slot', url: await gateway('waiting', 2) },
    { name: 'OneReel, durable, sent to the vendor', url: await gateway('sent', 10_000) },
  ];
  const entry = installPortkey();
  if (entry === undefined) return contestants;
  const { child, url } = await startPortkey(entry);
  children.push(child);
  return [...contestants, { name: 'Portkey 1.15.2, forwarding', url, headers: portkeyHeaders(vendorUrl) }];
}

async function compare(contestants: readonly Contestant[], connections: number): Promise<ThroughputRow[]> {
  const rounds = contestants.map((): autocannon.Result[] => []);
  for (const contestant of contestants) await load(contestant, connections, 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      rounds[index].push(await load(contestant, connections, ROUND_SECONDS));
    }
  }
  return contestants.map(({ name }, index) => ({
    name,
    connections,
    requestsPerSecond: Math.round(median(rounds[index].map(({ requests }) => requests.average))),
    p50Ms: median(rounds[index].map(({ latency }) => latency.p50)),
    p99Ms: median(rounds[index].map(({ latency }) => latency.p99)),
    failed: rounds[index].reduce((sum, result) => sum + result.non2xx + result.errors, 0),
  }));
}

const load = (
  { url, headers }: Contestant,
  connections: number,
  duration: number,
): Promise<autocannon.Result> =>
  autocannon({
    url: `${url}/v1/videos`,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: BODY,
    connections,
    duration,
  });
