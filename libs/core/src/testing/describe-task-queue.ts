import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueLimits, StepConsumer, StepJob, TaskQueue } from '../engine/task-queue';
import { registerLines, type SuiteLine, type SwitchedOff, type TestRunner } from './test-runner';

export interface OpenTaskQueue {
  readonly queue: TaskQueue;
  /**
   * Another process over the same backend whose consumer takes a job and then dies without a word; resolves when it is dead.
   * Only for queues that outlive a process.
   */
  crashConsumer?(jobId: string): Promise<void>;
  dispose(): Promise<void>;
}

export interface TaskQueueSuite {
  readonly name: string;
  /** An empty queue, not consuming yet. Called once per test. */
  open(): Promise<OpenTaskQueue>;
  readonly off?: SwitchedOff<string>;
  readonly runner?: TestRunner;
}

type Test = (queue: TaskQueue, opened: OpenTaskQueue) => Promise<void>;

const LIMITS: QueueLimits = { concurrency: { narrow: 1 }, defaultConcurrency: 8, leaseMs: 2_000 };
/** "Within about a second", with room for a busy machine. */
const SOON_MS = 2_500;

function job(over: Partial<StepJob> & { seq?: number } = {}): StepJob {
  const { taskId = 'vid_one', seq = 1 } = over;
  return { id: `${taskId}:${seq}`, taskId, seq, kind: 'poll', runAt: Date.now(), ...over };
}

async function until(condition: () => boolean, what: string, ms = SOON_MS): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    assert.ok(Date.now() < end, `waited ${ms} ms for: ${what}`);
    await sleep(10);
  }
}

/** Consumes and remembers. */
function record(queue: TaskQueue, behave?: StepConsumer) {
  const seen: { job: StepJob; at: number }[] = [];
  queue.consume(async (one, signal) => {
    seen.push({ job: one, at: Date.now() });
    return behave?.(one, signal);
  }, LIMITS);
  return seen;
}

const TESTS: Readonly<Record<string, Test>> = {
  'hands over every job with all its fields': async (queue) => {
    const seen = record(queue);
    const jobs = ['a', 'b', 'c'].map((taskId) => job({ taskId, seq: 7, kind: 'archive' }));
    for (const one of jobs) await queue.enqueue(one);
    await until(() => seen.length === 3, 'three jobs');
    const byTask = (left: StepJob, right: StepJob) => left.taskId.localeCompare(right.taskId);
    assert.deepEqual(seen.map((entry) => entry.job).sort(byTask), jobs);
  },

  'keeps jobs that were added before consuming began': async (queue) => {
    await queue.enqueue(job());
    const seen = record(queue);
    await until(() => seen.length === 1, 'the early job');
  },

  'starts a job at its time, not earlier and not much later': async (queue) => {
    const seen = record(queue);
    const later = job({ taskId: 'later', runAt: Date.now() + 700 });
    await queue.enqueue(later);
    await queue.enqueue(job({ taskId: 'now' }));
    await until(() => seen.length === 2, 'both jobs', 700 + SOON_MS);
    assert.deepEqual(
      seen.map((entry) => entry.job.taskId),
      ['now', 'later'],
    );
    assert.ok(seen[1].at >= later.runAt - 1, 'started before its time');
  },

  'adds a job that waits or runs only once, a finished one again': async (queue) => {
    let finish = (): void => undefined;
    const seen = record(queue, () => new Promise((resolve) => (finish = () => resolve(undefined))));
    await queue.enqueue(job({ runAt: Date.now() + 150 }));
    await queue.enqueue(job({ runAt: Date.now() + 150 }));
    await until(() => seen.length === 1, 'the job');
    await queue.enqueue(job());
    await sleep(200);
    assert.equal(seen.length, 1);
    finish();
    await sleep(300);
    assert.equal(seen.length, 1);
    await queue.enqueue(job());
    await until(() => seen.length === 2, 'the job again');
    finish();
  },

  'runs a job again at the time its consumer asked for, and once then': async (queue) => {
    let runs = 0;
    const again = Date.now() + 600;
    const seen = record(queue, () => Promise.resolve((runs += 1) === 1 ? { runAt: again } : undefined));
    await queue.enqueue(job());
    await until(() => seen.length === 1, 'the first run');
    await sleep(100);
    await queue.enqueue(job());
    await until(() => seen.length === 2, 'the second run', 600 + SOON_MS);
    assert.ok(seen[1].at >= again - 1, 'ran again before its time');
    assert.deepEqual(seen[1].job.id, seen[0].job.id);
    await sleep(300);
    assert.equal(seen.length, 2);
  },

  'does not repeat a job whose consumer threw': async (queue) => {
    const seen = record(queue, () => Promise.reject(new Error('the consumer failed')));
    await queue.enqueue(job());
    await until(() => seen.length === 1, 'the job');
    await sleep(400);
    assert.equal(seen.length, 1);
    await queue.enqueue(job());
    await until(() => seen.length === 2, 'the job, added anew');
  },

  'drops a job that waits and leaves a running one alone': async (queue) => {
    let finished = false;
    const seen = record(queue, async () => {
      await sleep(200);
      finished = true;
      return undefined;
    });
    await queue.enqueue(job({ taskId: 'waits', runAt: Date.now() + 400 }));
    await queue.enqueue(job({ taskId: 'runs' }));
    await until(() => seen.length === 1, 'the running job');
    await queue.drop({ id: 'waits:1', kind: 'poll' });
    await queue.drop({ id: 'runs:1', kind: 'poll' });
    await queue.drop({ id: 'unknown:1', kind: 'poll' });
    await sleep(900);
    assert.equal(seen.length, 1);
    assert.ok(finished);
    await queue.enqueue(job({ taskId: 'waits' }));
    await until(() => seen.length === 2, 'the dropped job, added anew');
  },

  'keeps to the concurrency of each kind': async (queue) => {
    const running = { narrow: 0, wide: 0 };
    const most = { narrow: 0, wide: 0 };
    const seen = record(queue, async ({ kind }) => {
      const key = kind as keyof typeof running;
      most[key] = Math.max(most[key], (running[key] += 1));
      await sleep(80);
      running[key] -= 1;
      return undefined;
    });
    for (let n = 0; n < 4; n += 1) {
      await queue.enqueue(job({ taskId: `n${n}`, kind: 'narrow' }));
      await queue.enqueue(job({ taskId: `w${n}`, kind: 'wide' }));
    }
    await until(() => seen.length === 8, 'all jobs');
    assert.equal(most.narrow, 1);
    assert.ok(most.wide > 1, 'kinds without a limit of their own run together');
  },

  'counts what waits and runs': async (queue) => {
    await queue.enqueue(job({ taskId: 'later', runAt: Date.now() + 60_000 }));
    const seen = record(queue, () => sleep(500).then(() => undefined));
    await queue.enqueue(job({ taskId: 'now' }));
    await until(() => seen.length === 1, 'the running job');
    assert.deepEqual(await queue.depth(), { waiting: 1, running: 1 });
  },

  'closes: takes nothing more, aborts what is left after the grace, waits for it': async (queue) => {
    const reasons: unknown[] = [];
    const seen = record(queue, (_job, signal) => {
      return new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason);
          resolve(undefined);
        }),
      );
    });
    await queue.enqueue(job());
    await queue.enqueue(job({ taskId: 'later', runAt: Date.now() + 250 }));
    await until(() => seen.length === 1, 'the job');
    const start = Date.now();
    await queue.close(400);
    assert.ok(Date.now() - start >= 380, 'the grace was cut short');
    assert.equal(reasons.length, 1);
    assert.equal(seen.length, 1);
    await assert.rejects(queue.enqueue(job({ taskId: 'after' })));
  },

  'answers a ping while open and fails it after closing': async (queue) => {
    await queue.ping();
    await queue.close(0);
    await assert.rejects(queue.ping());
  },

  'gives the job of a dead consumer to another one after its lease': async (queue, { crashConsumer }) => {
    assert.ok(crashConsumer, 'the suite needs `crashConsumer` for this line');
    await queue.enqueue(job());
    await crashConsumer(job().id);
    const seen = record(queue);
    await until(() => seen.length === 1, 'the orphaned job', LIMITS.leaseMs * 3 + SOON_MS);
  },
};

/** Asserts, one test each, what every TaskQueue promises. */
export function describeTaskQueue(suite: TaskQueueSuite): void {
  const lines = Object.entries(TESTS).map(([title, test]): SuiteLine => ({
    key: title,
    title,
    async run() {
      const opened = await suite.open();
      try {
        await test(opened.queue, opened);
      } finally {
        await opened.dispose();
      }
    },
  }));
  registerLines(suite.name, lines, suite.off ?? {}, suite.runner);
}
