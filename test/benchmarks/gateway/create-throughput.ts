import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import autocannon from 'autocannon';
import { stopChild } from '../../run-ts/stop-child';
import { messageOf, startServer } from './child-server';
import { installPortkey, portkeyHeaders, startPortkey, waitUntilUp } from './portkey';
import { processorMs } from './processor-time';
import { median } from './statistics';

interface Contestant {
  readonly name: string;
  readonly url: string;
  readonly child: ChildProcess;
  readonly headers?: Record<string, string>;
}

interface Round {
  readonly result: autocannon.Result;
  readonly processorMs: number;
}

export interface ThroughputRow {
  readonly name: string;
  readonly connections: number;
  readonly requestsPerSecond: number;
  /** Slowest and fastest round. */
  readonly range: string;
  readonly processorMsPerRequest: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
}

const ROUNDS = 5;
const ROUND_SECONDS = Number(process.env.BENCH_ROUND_SECONDS ?? 3);
/** Enough for the compiler to have seen every path several thousand times. */
const WARM_UP_REQUESTS = 4_000;
const API_KEY = 'benchmark-key-0123456789';
const BODY = JSON.stringify({ model: 'vendor-1', prompt: 'a calm sea in the evening, slow pan to the left' });

/** Creates per second of each contestant, all in the same minutes: round by round, medians of the rounds. */
export async function createThroughput(): Promise<ThroughputRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-bench-'));
  const children: ChildProcess[] = [];
  try {
    const contestants = await startAll(folder, children);
    for (const contestant of contestants) {
      await alone(contestant, () => load(contestant, 32, { amount: WARM_UP_REQUESTS }));
    }
    const rows: ThroughputRow[] = [];
    for (const connections of [1, 32]) rows.push(...(await compare(contestants, connections)));
    return rows;
  } finally {
    await Promise.all(children.map(stopChild));
    await rm(folder, { recursive: true, force: true });
  }
}

async function startAll(folder: string, children: ChildProcess[]): Promise<Contestant[]> {
  const started = async (name: string, processor: 0 | 1, environment?: Record<string, string>) => {
    const child = startServer(name, processor, environment);
    children.push(child);
    return { child, ...(await messageOf<{ url: string }>(child)) };
  };
  const contestant = async (label: string, server: Promise<{ child: ChildProcess; url: string }>) => {
    const { child, url } = await server;
    child.kill('SIGSTOP');
    return { name: label, child, url };
  };
  const { url: vendorUrl } = await started('mock-vendor', 1);
  const gateway = (dataDir: string, inFlight: number) =>
    started('gateway', 0, {
      ONEREEL_DATA_DIR: join(folder, dataDir),
      ONEREEL_API_KEYS: API_KEY,
      ONEREEL_RATE_LIMIT_PER_MINUTE: '0',
      ONEREEL_PROVIDERS: join(__dirname, 'servers', 'bench-provider.ts'),
      VIDEO_MAX_CONCURRENT: `${inFlight}`,
      BENCH_VENDOR_URL: vendorUrl,
    });
  const contestants: Contestant[] = [
    await contestant('bare Nest POST, nothing stored', started('bare-nest', 0)),
    await contestant('OneReel, durable, waiting for a slot', gateway('waiting', 2)),
    await contestant('OneReel, durable, sent to the vendor', gateway('sent', 10_000)),
  ];
  const entry = installPortkey();
  if (entry === undefined) return contestants;
  const portkey = await startPortkey(entry);
  children.push(portkey.child);
  await waitUntilUp(portkey.url);
  return [
    ...contestants,
    {
      ...(await contestant('Portkey 1.15.2, forwarding', Promise.resolve(portkey))),
      headers: portkeyHeaders(vendorUrl),
    },
  ];
}

async function compare(contestants: readonly Contestant[], connections: number): Promise<ThroughputRow[]> {
  const rounds = contestants.map((): Round[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, contestant] of contestants.entries()) {
      rounds[index].push(await alone(contestant, () => measure(contestant, connections)));
    }
  }
  return contestants.map(({ name }, index) => row(name, connections, rounds[index]));
}

function row(name: string, connections: number, rounds: readonly Round[]): ThroughputRow {
  const speeds = rounds.map(({ result }) => Math.round(result.requests.average));
  const costs = rounds.map(({ result, processorMs }) => processorMs / result.requests.total);
  return {
    name,
    connections,
    requestsPerSecond: median(speeds),
    range: `${Math.min(...speeds)} … ${Math.max(...speeds)}`,
    processorMsPerRequest: Math.round(median(costs) * 1000) / 1000,
    p50Ms: median(rounds.map(({ result }) => result.latency.p50)),
    p99Ms: median(rounds.map(({ result }) => result.latency.p99)),
    failed: rounds.reduce((sum, { result }) => sum + result.non2xx + result.errors, 0),
  };
}

/** The servers share a processor: whoever is not measured stands still, background work included. */
async function alone<T>({ child }: Contestant, work: () => Promise<T>): Promise<T> {
  child.kill('SIGCONT');
  try {
    return await work();
  } finally {
    child.kill('SIGSTOP');
  }
}

async function measure(contestant: Contestant, connections: number): Promise<Round> {
  const before = processorMs(contestant.child.pid);
  const result = await load(contestant, connections, { duration: ROUND_SECONDS });
  return { result, processorMs: processorMs(contestant.child.pid) - before };
}

const load = (
  { url, headers }: Contestant,
  connections: number,
  length: { readonly amount: number } | { readonly duration: number },
): Promise<autocannon.Result> =>
  autocannon({
    url: `${url}/v1/videos`,
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}`, ...headers },
    body: BODY,
    connections,
    ...length,
  });
