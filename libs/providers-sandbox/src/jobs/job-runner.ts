import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type Clock, GatewayError } from '@onereel/core';
import { FfmpegError, type MediaProcess } from '@onereel/core/media';
import { renderVideo } from '../render/render-video';
import type { Heartbeat, JobActivity, JobRecord } from '../wire/job-record';
import { hasErrorCode } from './has-error-code';
import type { JobStore } from './job-store';
import { renderFailure } from './render-failure';

/** A job that brings the process down every time must not do so forever. */
const MOST_STARTS = 10;
const BEAT_EVERY_MS = 1000;
/** Without a sign of life for this long, whoever rendered is gone. */
const GONE_AFTER_MS = 8000;

interface Running {
  readonly controller: AbortController;
  share: number;
  lastBeat: number;
  settled: Promise<void>;
}

export interface RunnerSettings {
  /** Renders at the same time. */
  readonly concurrency: number;
  readonly clock: Clock;
}

/** Renders stored jobs in the background, oldest first, a few at a time. Holds nothing that a restart would lose. */
export class JobRunner {
  private readonly owner = randomUUID();
  private readonly waiting: JobRecord[] = [];
  private readonly running = new Map<string, Running>();
  private closed = false;

  constructor(
    private readonly store: JobStore,
    private readonly media: MediaProcess,
    private readonly settings: RunnerSettings,
  ) {}

  /** Renders the job when its turn comes; does nothing when it is already waiting or running here. */
  start(job: JobRecord): void {
    if (this.closed || this.isHere(job.id)) return;
    this.waiting.push(job);
    this.fill();
  }

  /** What an unfinished job is doing, here or in another process. */
  async activity(id: string): Promise<JobActivity> {
    const here = this.running.get(id);
    if (here) return { state: 'running', share: here.share };
    if (this.isHere(id)) return { state: 'waiting' };
    const beat = await this.store.heartbeat(id);
    return beat !== undefined && this.isAlive(beat)
      ? { state: 'running', share: beat.share }
      : { state: 'abandoned' };
  }

  isHere(id: string): boolean {
    return this.running.has(id) || this.waiting.some((job) => job.id === id);
  }

  /** Ends the child of a job whose end is already recorded. */
  async stop(id: string): Promise<void> {
    const at = this.waiting.findIndex((job) => job.id === id);
    if (at >= 0) this.waiting.splice(at, 1);
    const run = this.running.get(id);
    run?.controller.abort();
    await run?.settled;
  }

  /** Ends every child; their jobs stay unfinished and are taken up again when asked for. */
  async close(): Promise<void> {
    this.closed = true;
    this.waiting.length = 0;
    await Promise.all([...this.running.keys()].map((id) => this.stop(id)));
  }

  private fill(): void {
    while (!this.closed && this.running.size < this.settings.concurrency) {
      const job = this.waiting.shift();
      if (job === undefined) return;
      const run: Running = {
        controller: new AbortController(),
        share: 0,
        lastBeat: 0,
        settled: Promise.resolve(),
      };
      this.running.set(job.id, run);
      run.settled = this.run(job, run).finally(() => {
        this.running.delete(job.id);
        this.fill();
      });
    }
  }

  /** Never rejects: whatever happens becomes the end of the job, or leaves it for the next start. */
  private async run(job: JobRecord, run: Running): Promise<void> {
    try {
      await this.render(job, run);
      await this.store.writeEnd(job.id, { state: 'done' });
    } catch (error) {
      const stopped = error instanceof FfmpegError && error.failure === 'aborted';
      if (!stopped) await this.fail(job.id, error);
    }
    await this.store.removeHeartbeat(job.id).catch(() => undefined);
  }

  private async render(job: JobRecord, run: Running): Promise<void> {
    await this.beat(job.id, run);
    if ((await this.store.count(job.id, 'starts')) > MOST_STARTS) {
      throw new GatewayError('media_processing_failed', {
        message: `Rendering was begun ${MOST_STARTS} times and never came to an end.`,
      });
    }
    await renderVideo(this.media, job.spec, {
      folder: this.store.folder(job.id),
      ...(job.spec.mode === 'image-to-video' && { image: this.store.imagePath(job.id) }),
      output: this.store.videoPath(job.id),
      signal: run.controller.signal,
      onProgress: (share) => {
        run.share = Math.max(run.share, share);
        if (this.settings.clock.now() - run.lastBeat >= BEAT_EVERY_MS) void this.lookAround(job.id, run);
      },
    });
  }

  /** Shows that the job is alive, and learns whether another process cancelled it. */
  private async lookAround(id: string, run: Running): Promise<void> {
    try {
      await this.beat(id, run);
      if ((await this.store.end(id)) !== undefined) run.controller.abort();
    } catch {
      // The folder is gone: the job was removed, so its rendering has no purpose.
      run.controller.abort();
    }
  }

  private beat(id: string, run: Running): Promise<void> {
    const at = this.settings.clock.now();
    run.lastBeat = at;
    return this.store.writeHeartbeat(id, {
      owner: this.owner,
      pid: process.pid,
      host: hostname(),
      at,
      share: run.share,
    });
  }

  private async fail(id: string, error: unknown): Promise<void> {
    // When not even this can be stored, the job stays unfinished and is tried again.
    await this.store.writeEnd(id, { state: 'failed', error: renderFailure(error) }).catch(() => undefined);
  }

  private isAlive(beat: Heartbeat): boolean {
    if (beat.owner === this.owner) return false;
    if (this.settings.clock.now() - beat.at > GONE_AFTER_MS) return false;
    return beat.host !== hostname() || beat.pid === process.pid || isProcess(beat.pid);
  }
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasErrorCode(error, 'EPERM');
  }
}
