import type { ErrorCode } from '@onereel/core';

/**
 * Where a simulated failure shows up:
 * `submit` the create call is refused · `lost_answer` the job is taken and the answer is lost · `failed` the job ends in failure ·
 * `poll` the question itself fails · `forgotten` the job is unknown when asked for · `download` the result cannot be opened ·
 * `no_output`, `broken_output` the job succeeds without a file, or with one that is no video · `never_ends` it stays in progress ·
 * `unknown_state` it reports a state nobody knows, then goes on.
 */
export type SimulationStage =
  | 'submit'
  | 'lost_answer'
  | 'failed'
  | 'poll'
  | 'forgotten'
  | 'download'
  | 'no_output'
  | 'broken_output'
  | 'never_ends'
  | 'unknown_state';

export interface Simulation {
  readonly stage: SimulationStage;
  /** What the provider reports; absent where the provider sees no error itself. */
  readonly code?: ErrorCode;
  readonly retryAfterSeconds?: number;
}

const row = (stage: SimulationStage, code?: ErrorCode, retryAfterSeconds?: number): Simulation => ({
  stage,
  ...(code !== undefined && { code }),
  ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
});

/** What `providerOptions.sandbox.simulate` may name. The README's table is tested against this one. */
export const SIMULATIONS = {
  moderated_input: row('submit', 'moderated_input'),
  invalid_request: row('submit', 'provider_invalid_request'),
  authentication: row('submit', 'provider_authentication'),
  insufficient_balance: row('submit', 'provider_insufficient_balance'),
  rate_limited: row('submit', 'provider_rate_limited', 2),
  unavailable: row('submit', 'provider_unavailable', 2),
  unreachable: row('submit', 'provider_unreachable'),
  submit_unknown: row('lost_answer', 'submit_unknown'),
  moderated_output: row('failed', 'moderated_output'),
  moderated_audio: row('failed', 'moderated_audio'),
  failed: row('failed', 'provider_failed'),
  timeout: row('poll', 'provider_timeout'),
  bad_response: row('poll', 'provider_bad_response'),
  task_lost: row('forgotten', 'provider_task_lost'),
  never_ends: row('never_ends'),
  unknown_state: row('unknown_state'),
  output_missing: row('no_output'),
  output_invalid: row('broken_output'),
  output_expired: row('download', 'output_expired'),
  output_unreachable: row('download', 'output_unreachable'),
} as const satisfies Record<string, Simulation>;

export type SimulationName = keyof typeof SIMULATIONS;

export const isSimulationName = (value: unknown): value is SimulationName =>
  typeof value === 'string' && Object.hasOwn(SIMULATIONS, value);

/** Validated `providerOptions.sandbox`. */
export interface SandboxExtras {
  readonly simulate?: SimulationName;
  /** Polls answered `processing` before the simulated failure shows; not for failures of the submission. */
  readonly afterPolls: number;
  /** Seconds after submission before the job may end, in whatever way. */
  readonly delaySeconds: number;
}
