import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { TASK_QUEUE, TASK_STORE, type TaskQueue, type TaskStore } from '@onereel/core/engine';
import { CACHE_FOLDER, ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { TaskProcessor } from './task.processor';
import { TaskRecorder } from './task-recorder';
import { TaskRecovery } from './task-recovery';

const SWEEP_EVERY_MS = 30_000;
const LOOK_AROUND_EVERY_MS = 2_000;
const DEFAULT_CONCURRENCY = 8;
const LEASE_MS = 30_000;

/** Starts the engine after everything is wired and stops it before anything is torn down. */
@Injectable()
export class EngineLifecycle
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  private readonly logger = new Logger('Engine');
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(TASK_QUEUE) private readonly queue: TaskQueue,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly processor: TaskProcessor,
    private readonly recovery: TaskRecovery,
    private readonly recorder: TaskRecorder,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.role === 'api') return;
    if (!this.settings.sharedStore) await this.discardWork();
    this.queue.consume((job, signal) => this.processor.run(job, signal), {
      concurrency: this.settings.stepConcurrency,
      defaultConcurrency: DEFAULT_CONCURRENCY,
      leaseMs: LEASE_MS,
    });
    const steps = await this.recovery.resume();
    if (steps > 0) this.logger.log({ msg: 'resumed pending steps', steps });
    this.every(SWEEP_EVERY_MS, () => this.recovery.sweep());
    if (this.settings.sharedStore) this.every(LOOK_AROUND_EVERY_MS, () => this.processor.lookAround());
  }

  /** Creates are refused, running steps get their grace, then their signals abort; the table knows the rest. */
  async beforeApplicationShutdown(): Promise<void> {
    this.recorder.close();
    for (const timer of this.timers) clearInterval(timer);
    await this.queue.close(this.settings.shutdownGraceMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }

  private async discardWork(): Promise<void> {
    const { workDir } = this.settings;
    const entries = await readdir(workDir).catch(() => [] as string[]);
    const stale = entries.filter((entry) => entry !== CACHE_FOLDER);
    await Promise.all(stale.map((entry) => rm(join(workDir, entry), { recursive: true, force: true })));
  }

  private every(ms: number, work: () => Promise<void>): void {
    let running = false;
    const timer = setInterval(() => {
      if (running) return;
      running = true;
      work()
        .catch((error: unknown) => this.logger.warn({ msg: 'periodic work failed', error: String(error) }))
        .finally(() => (running = false));
    }, ms);
    timer.unref();
    this.timers.push(timer);
  }
}
