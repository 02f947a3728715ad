import type { JobEnd, JobRecord } from '../wire/job-record';
import type { SandboxExtras } from '../wire/simulations';
import { type JobSight, needsVideo, parseJob } from './parse-job';

const NOW = 1_000_000;
const done: JobEnd = { state: 'done' };

const sight = (extras: Partial<SandboxExtras>, seen: Partial<JobSight> = {}): JobSight => ({
  job: {
    v: 1,
    id: 'a_000000000000',
    createdAt: NOW - 5000,
    spec: { rate: '30/1', frames: 45 } as JobRecord['spec'],
    extras: { afterPolls: 0, delaySeconds: 0, ...extras },
  },
  activity: { state: 'abandoned' },
  polls: 1,
  now: NOW,
  ...seen,
});

describe('parseJob', () => {
  it.each<[string, JobSight, object]>([
    ['waiting', sight({}, { activity: { state: 'waiting' } }), { state: 'queued' }],
    [
      'running',
      sight({}, { activity: { state: 'running', share: 0.42 } }),
      { state: 'processing', progress: 42 },
    ],
    [
      'almost done',
      sight({}, { activity: { state: 'running', share: 1 } }),
      { state: 'processing', progress: 99 },
    ],
    ['held back by time', sight({ delaySeconds: 10 }, { end: done }), { state: 'processing', progress: 50 }],
    ['held back by polls', sight({ afterPolls: 3 }, { end: done }), { state: 'processing', progress: 25 }],
    ['without an end', sight({ simulate: 'never_ends' }), { state: 'processing', progress: 50 }],
    [
      'cancelled',
      sight({}, { end: { state: 'cancelled' } }),
      { state: 'failed', error: { code: 'cancelled' } },
    ],
  ])('reports a job that is %s', (_, seen, expected) => {
    expect(parseJob(seen)).toMatchObject(expected);
  });

  it('gives the exact length of a finished video', () => {
    expect(parseJob(sight({}, { end: done }))).toMatchObject({
      state: 'completed',
      outputs: [{ id: 'video', source: { kind: 'provider' }, durationSeconds: 1.5 }],
    });
  });

  it('names a strange state once, then goes on', () => {
    const strange = { simulate: 'unknown_state' } as const;
    expect(parseJob(sight(strange, { end: done }))).toMatchObject({
      state: 'processing',
      warnings: [{ message: expect.stringContaining('unknown state') }],
    });
    expect(parseJob(sight(strange, { end: done, polls: 2 })).state).toBe('completed');
  });

  it('renders only what can be seen', () => {
    expect(needsVideo(sight({}).job)).toBe(true);
    expect(needsVideo(sight({ simulate: 'output_expired' }).job)).toBe(true);
    expect(needsVideo(sight({ simulate: 'failed' }).job)).toBe(false);
  });
});
