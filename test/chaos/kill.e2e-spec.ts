import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTerminal } from '@onereel/core';
import type { TaskRecord } from '@onereel/core/engine';
import { SqliteDatabase } from '../../apps/gateway/src/infrastructure/embedded/sqlite-database';
import { SqliteTaskStore } from '../../apps/gateway/src/infrastructure/embedded/sqlite-task-store';
import { WEBHOOK_OWNER } from '../../apps/gateway/src/engine/webhooks/webhook-deliveries';
import { FAULT_POINTS, type FaultPoint, MOVE_POINTS } from './kill/fault-points';
import type { Created, KillOrder } from './kill/killable-engine';
import { sampleVideo } from './vendor/sample-video';
import { type VendorScript, VendorSimulator } from './vendor/vendor-simulator';

/** Processes killed per scenario; each dies at the next point of its list. 25 for the long version. */
const KILLS = process.env.ONEREEL_CHAOS_KILLS;
const TASKS_PER_LIFE = 2;
const LONGEST_LIFE_MS = 30_000;

let folder: string;
let vendor: VendorSimulator;
let withLookUp: Aftermath;
let without: Aftermath;
let moving: Aftermath;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onereel-chaos-'));
  vendor = await VendorSimulator.start(await sampleVideo());
  // Side by side: most of the time is spent waiting for processes to start.
  [withLookUp, without, moving] = await Promise.all([
    torment({ name: 'look-up', reconcile: true, points: FAULT_POINTS }),
    torment({ name: 'no-look-up', reconcile: false, points: FAULT_POINTS }),
    torment({ name: 'moving', reconcile: true, points: MOVE_POINTS, ...TWO_PLACES }),
  ]);
}, 300_000);

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await vendor.stop();
  await rm(folder, { recursive: true, force: true });
});

function live(order: KillOrder, created: Map<string, string>): ChildProcess {
  const child = fork(join(__dirname, 'kill', 'killable-engine.ts'), {
    execArgv: ['--require', join(__dirname, '..', 'run-ts', 'register.js')],
    env: { PATH: process.env.PATH, RUN_TS_CACHE: join(folder, 'compiled') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.add(child);
  child.on('message', (message) => {
    const { prompt, id } = message as Created;
    const known = created.get(prompt);
    if (known !== undefined && known !== id) throw new Error(`${prompt} became two tasks`);
    created.set(prompt, id);
  });
  child.send(order);
  return child;
}

function death(child: ChildProcess, ms: number): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), ms);
    child.once('exit', (_code, signal) => {
      clearTimeout(timer);
      children.delete(child);
      resolve(signal);
    });
  });
}

async function tasksIn(dataDir: string, owner = 'tester'): Promise<readonly TaskRecord[]> {
  const store = new SqliteTaskStore(await SqliteDatabase.open(join(dataDir, 'onereel.db')));
  const { tasks } = await store.list(owner, { limit: 500, order: 'asc' });
  await store.close();
  return tasks;
}

interface Scenario extends Pick<KillOrder, 'reconcile' | 'credentials'> {
  readonly name: string;
  readonly points: readonly FaultPoint[];
  readonly script?: VendorScript;
}

/** The first create call of every task is refused, so that it goes to the other account. */
const TWO_PLACES = { credentials: ['default', 'second'], script: { refuse: [503] } };

interface Aftermath {
  readonly created: ReadonlyMap<string, string>;
  readonly prompts: readonly string[];
  /** Points that were never reached, so that their process had to be ended from outside. */
  readonly missed: readonly FaultPoint[];
  readonly tasks: readonly TaskRecord[];
  /** Ids of the tasks whose end the client is told about, once for each time. */
  readonly announced: readonly unknown[];
}

async function torment(scenario: Scenario): Promise<Aftermath> {
  const { name, points, script, ...rest } = scenario;
  const dataDir = join(folder, name);
  const order = { dataDir, vendorUrl: vendor.url, passes: 0, ...rest };
  const created = new Map<string, string>();
  const prompts: string[] = [];
  const missed: FaultPoint[] = [];
  for (let life = 0; life < Number(KILLS ?? points.length); life += 1) {
    const point = points[life % points.length];
    const fresh = Array.from(
      { length: TASKS_PER_LIFE },
      (_, n) => `${name} ${life}.${n} ${JSON.stringify({ takesMs: 120, ...script })}`,
    );
    prompts.push(...fresh);
    // Clients whose answer was lost ask again with the same key.
    const unanswered = prompts.filter((prompt) => !created.has(prompt));
    const started = Date.now();
    const child = live({ ...order, point, passes: life % 2, prompts: unanswered }, created);
    const signal = await death(child, LONGEST_LIFE_MS);
    if (signal !== 'SIGKILL' || Date.now() - started >= LONGEST_LIFE_MS) missed.push(point);
  }
  const survivor = live({ ...order, prompts: prompts.filter((prompt) => !created.has(prompt)) }, created);
  const ended = death(survivor, 60_000);
  const settled = (task: TaskRecord) => isTerminal(task.status) || task.status === 'stalled';
  for (let wait = 0; wait < 200; wait += 1) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const tasks = await tasksIn(dataDir);
    if (created.size === prompts.length && tasks.every(settled)) break;
  }
  survivor.kill('SIGKILL');
  await ended;
  const deliveries = await tasksIn(dataDir, WEBHOOK_OWNER);
  const announced = deliveries.map(({ payload }) => payload.taskId);
  return { created, prompts, missed, tasks: await tasksIn(dataDir), announced };
}

describe('R9: a gateway killed at every step boundary', () => {
  test('with a vendor that can look submissions up: every task completes, none is submitted twice', () => {
    const { created, prompts, missed, tasks } = withLookUp;
    expect(missed).toEqual([]);
    expect(tasks.map(({ id }) => id).sort()).toEqual([...created.values()].sort());
    expect(tasks).toHaveLength(prompts.length);
    for (const task of tasks) {
      expect([task.request.prompt, task.status]).toEqual([task.request.prompt, 'completed']);
      expect(task.outputs).toHaveLength(1);
    }
    for (const prompt of prompts) expect([prompt, vendor.takenFor(prompt).length]).toEqual([prompt, 1]);
  });

  test('with a vendor that cannot: every task completes or is reported as unknown, none is submitted twice', () => {
    const { prompts, missed, tasks } = without;
    expect(missed).toEqual([]);
    expect(tasks).toHaveLength(prompts.length);
    for (const { status, error, request } of tasks) {
      const unknown = status === 'stalled' && error?.code === 'submit_unknown';
      expect([request.prompt, unknown || status === 'completed']).toEqual([request.prompt, true]);
    }
    for (const prompt of prompts) expect(vendor.attempts.get(prompt) ?? 0).toBeLessThanOrEqual(1);
    const lost = tasks.filter(({ status }) => status === 'stalled');
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.length).toBeLessThan(tasks.length);
  });

  test('on the way from a place that refused to the next one: every task completes, exactly one create is taken', () => {
    const { prompts, missed, tasks } = moving;
    expect(missed).toEqual([]);
    expect(tasks).toHaveLength(prompts.length);
    for (const { request, status } of tasks)
      expect([request.prompt, status]).toEqual([request.prompt, 'completed']);
    for (const prompt of prompts) {
      expect([prompt, vendor.takenFor(prompt).length]).toEqual([prompt, 1]);
      expect(vendor.attempts.get(prompt)).toBe(2);
    }
    const places = new Set(tasks.map(({ execution }) => execution?.credentialId));
    expect(places).toEqual(new Set(['default', 'second']));
  });

  test('the end of every task is announced once, also when the process died right after it', () => {
    for (const { tasks, announced } of [withLookUp, without, moving]) {
      const ended = tasks.filter(({ status }) => isTerminal(status)).map(({ id }) => id);
      expect([...announced].sort()).toEqual(ended.sort());
    }
  });
});
