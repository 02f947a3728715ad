import { ERROR_TABLE, type ErrorDetail, GatewayError, type PollResult, toErrorDetail } from '@onereel/core';
import type { JobActivity, JobEnd, JobRecord } from '../wire/job-record';
import { secondsOf } from '../wire/render-spec';
import { type Simulation, SIMULATIONS, type SimulationStage } from '../wire/simulations';

/** Everything known about a job at the moment it is asked for. */
export interface JobSight {
  readonly job: JobRecord;
  readonly end?: JobEnd;
  readonly activity: JobActivity;
  /** This question included. */
  readonly polls: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

const NEEDS_NO_VIDEO: readonly SimulationStage[] = [
  'failed',
  'forgotten',
  'never_ends',
  'no_output',
  'broken_output',
];

/** Progress never reads 100 before the result is there. */
const ALMOST = 99;

export const simulationOf = (job: Pick<JobRecord, 'extras'>): Simulation | undefined =>
  job.extras.simulate === undefined ? undefined : SIMULATIONS[job.extras.simulate];

/** A job that will fail anyway is not rendered. */
export function needsVideo(job: JobRecord): boolean {
  const stage = simulationOf(job)?.stage;
  return stage === undefined || !NEEDS_NO_VIDEO.includes(stage);
}

/** Turns what is known about a job into the answer. Throws only for simulated failures of the question itself. Pure. */
export function parseJob(sight: JobSight): PollResult {
  const { job, end } = sight;
  if (end?.state === 'cancelled') return failed({ code: 'cancelled' });
  if (end?.state === 'failed') return { state: 'failed', error: end.error };
  const simulation = simulationOf(job);
  if (isHeldBack(sight)) return inProgress(sight);
  if (simulation !== undefined) return simulated(simulation, sight);
  return finishedOrNot(sight);
}

function isHeldBack({ job, polls, now }: JobSight): boolean {
  const { afterPolls, delaySeconds } = job.extras;
  return polls <= afterPolls || now < job.createdAt + delaySeconds * 1000;
}

function simulated(simulation: Simulation, sight: JobSight): PollResult {
  switch (simulation.stage) {
    case 'failed':
    case 'forgotten':
      return failed(simulation);
    case 'poll':
      throw simulatedError(simulation);
    case 'never_ends':
      return inProgress(sight);
    case 'unknown_state':
      return strangeOrFinished(sight);
    case 'no_output':
      return { state: 'completed', outputs: [] };
    case 'broken_output':
      return completed(sight.job);
    default:
      return finishedOrNot(sight);
  }
}

function finishedOrNot(sight: JobSight): PollResult {
  return sight.end?.state === 'done' ? completed(sight.job) : inProgress(sight);
}

/** Strange once, then as usual. */
function strangeOrFinished(sight: JobSight): PollResult {
  if (sight.polls > sight.job.extras.afterPolls + 1) return finishedOrNot(sight);
  const message = 'the provider reported the unknown state "reticulating"; it is treated as still running';
  return { state: 'processing', warnings: [{ kind: 'other', message }] };
}

function inProgress(sight: JobSight): PollResult {
  const { job, activity, end } = sight;
  const waited = shareWaited(sight);
  if (activity.state === 'running') return processing(activity.share * waited);
  if (end?.state === 'done' || !needsVideo(job)) return processing(waited);
  return { state: 'queued' };
}

/** How much of what holds a job back is over, 0 … 1; a job that nothing holds back and that never ends stands half-way. */
function shareWaited({ job, polls, now }: JobSight): number {
  const { afterPolls, delaySeconds } = job.extras;
  if (delaySeconds > 0) return Math.min(1, (now - job.createdAt) / (delaySeconds * 1000));
  if (afterPolls > 0) return Math.min(1, polls / (afterPolls + 1));
  return needsVideo(job) ? 1 : 0.5;
}

const processing = (share: number): PollResult => ({
  state: 'processing',
  progress: Math.min(ALMOST, Math.floor(share * 100)),
});

function completed(job: JobRecord): PollResult {
  const durationSeconds = Math.round(secondsOf(job.spec) * 1000) / 1000;
  return {
    state: 'completed',
    outputs: [
      {
        id: 'video',
        source: { kind: 'provider', ref: 'video.mp4' },
        mediaType: 'video/mp4',
        durationSeconds,
      },
    ],
    cost: { amount: 0, unit: 'USD' },
  };
}

/** The error a simulation stands for; its message says that it is not real. */
export function simulatedError(simulation: Simulation): GatewayError {
  const code = simulation.code ?? 'provider_failed';
  return new GatewayError(code, {
    message: `${ERROR_TABLE[code].sentence.replace(/\.$/, '')} (simulated by providerOptions.sandbox.simulate).`,
    ...(simulation.retryAfterSeconds !== undefined && { retryAfterSeconds: simulation.retryAfterSeconds }),
    vendorCode: 'simulated',
  });
}

function failed(simulation: Pick<Simulation, 'code'>): PollResult {
  const error: ErrorDetail =
    simulation.code === 'cancelled'
      ? toErrorDetail(new GatewayError('cancelled'))
      : toErrorDetail(simulatedError({ stage: 'failed', ...simulation }));
  return { state: 'failed', error };
}
