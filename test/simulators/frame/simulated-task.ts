import { Fault, FaultPhase } from './faults';

/** What the video will be like. */
export interface ResultSpec {
  readonly seconds: number;
  /** `W:H`; decides the shape of the file, which is small whatever resolution was asked. */
  readonly aspectRatio?: string;
  readonly audio?: boolean;
  /** Result files; default 1. */
  readonly count?: number;
}

export interface AcceptSpec {
  readonly prompt: string;
  readonly result: ResultSpec;
  /** The client's own id, where the vendor takes one. */
  readonly reference?: string;
  /** What the vendor must remember about the request, e.g. the endpoint it came through. */
  readonly kind: string;
  readonly body: unknown;
}

export interface SimulatedTask extends AcceptSpec {
  readonly id: string;
  /** Simulated time, milliseconds. */
  readonly acceptedAt: number;
  readonly faults: ReadonlyMap<FaultPhase, Fault>;
  polls: number;
  cancelled: boolean;
}

/** A vendor's view of a task at one moment. `unknown` asks the wire file for a status word nobody documented. */
export interface TaskView {
  readonly phase: 'queued' | 'running' | 'unknown' | 'done' | 'failed' | 'cancelled';
  /** Why it failed. */
  readonly refusal?: 'output-moderation' | 'server-error';
  readonly outputs: readonly SimulatedOutput[];
  /** 0 … 100. */
  readonly progress: number;
  /** Simulated time of the last change, milliseconds. */
  readonly updatedAt: number;
}

export interface SimulatedOutput {
  readonly id: string;
  readonly url: string;
  readonly seconds: number;
}
