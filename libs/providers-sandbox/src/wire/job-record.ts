import type { ErrorDetail } from '@onereel/core';
import type { RenderSpec } from './render-spec';
import type { SandboxExtras } from './simulations';

/** What is stored about a job when it is taken, and never changed: everything a fresh process needs to run it. */
export interface JobRecord {
  readonly v: 1;
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly spec: RenderSpec;
  readonly extras: SandboxExtras;
}

/** How a job ended; the first writer decides. */
export type JobEnd =
  | { readonly state: 'done' }
  | { readonly state: 'cancelled' }
  | { readonly state: 'failed'; readonly error: ErrorDetail };

/** The last sign of life of whoever renders a job. */
export interface Heartbeat {
  /** The provider instance that renders. */
  readonly owner: string;
  readonly pid: number;
  readonly host: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Rendered so far, 0 … 1. */
  readonly share: number;
}

/** What a job is doing right now. */
export type JobActivity =
  | { readonly state: 'waiting' }
  | { readonly state: 'running'; readonly share: number }
  /** Stored and unfinished, and nobody renders it. */
  | { readonly state: 'abandoned' };
