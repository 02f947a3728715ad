import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Clock } from '@onereel/core';
import { TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { Admission } from './admission';
import { CLOCK } from './clock';
import { TaskLedger } from './task-ledger';
import { TaskRemover } from './task-remover';

const PAGE = 500;
/** Steps this long overdue are put into the queue again; one that is already there is not doubled. */
const OVERDUE_MS = 15_000;

/** Rebuilds from the task table whatever a queue forgot, and removes what has expired. */
@Injectable()
export class TaskRecovery {
  private readonly logger = new Logger(TaskRecovery.name);

  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ledger: TaskLedger,
    private readonly admission: Admission,
    private readonly remover: TaskRemover,
  ) {}

  /** Everything pending, at boot. Resolves with the number of steps. */
  async resume(): Promise<number> {
    const steps = await this.enqueueUntil(Number.MAX_SAFE_INTEGER);
    await this.admission.fillAll();
    return steps;
  }

  /** Periodically: what should have run by now, whoever waits, whatever expired. */
  async sweep(): Promise<void> {
    await this.enqueueUntil(this.clock.now() - OVERDUE_MS);
    await this.admission.fillAll();
    for (const task of await this.store.expired(this.clock.now(), PAGE)) {
      await this.remover.remove(task).catch((error: unknown) => {
        this.logger.warn({ msg: 'expired task stays for now', taskId: task.id, error: String(error) });
      });
    }
  }

  private async enqueueUntil(until: number): Promise<number> {
    let count = 0;
    let after: { dueAt: number; taskId: string } | undefined;
    for (;;) {
      const page = await this.store.dueSteps(until, PAGE, after);
      for (const { taskId, step } of page) {
        // A millisecond apart, so that thousands of overdue polls do not hit a vendor at once.
        this.ledger.schedule({ id: taskId, step }, this.clock.now() + count);
        count += 1;
      }
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return count;
      after = { dueAt: last.step.dueAt, taskId: last.taskId };
      // A turn of the event loop between pages, so that a long table blocks nobody.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
