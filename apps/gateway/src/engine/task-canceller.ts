import { Inject, Injectable } from '@nestjs/common';
import { type Clock, GatewayError, isTerminal } from '@onereel/core';
import type { TaskChange, TaskRecord } from '@onereel/core/engine';
import { CLOCK } from './clock';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { endTask, stepAfter } from './task-changes';
import { TaskEvents } from './task-events';
import { TaskLedger } from './task-ledger';
import { TaskRemover } from './task-remover';

/** Vendors usually answer a cancellation within this time; clients then see its result at once. */
const SETTLE_MS = 3_000;

/** Ends a task on request, wherever it is. */
@Injectable()
export class TaskCanceller {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly ledger: TaskLedger,
    private readonly events: TaskEvents,
    private readonly remover: TaskRemover,
  ) {}

  /** Throws `conflict` when the task has ended otherwise. The result may still be running when the vendor takes its time. */
  async cancel(task: TaskRecord): Promise<TaskRecord> {
    if (task.status === 'cancelled') return task;
    const settled = await this.cancelOrFinish(task);
    if (settled.status === 'cancelled' || !isTerminal(settled.status)) return settled;
    throw new GatewayError('conflict', {
      message: `The task has already ${settled.status === 'failed' ? 'failed' : 'been completed'} and cannot be cancelled.`,
    });
  }

  /** Cancels when running, then forgets the task and its files. Throws `conflict` while the vendor has not answered. */
  async remove(task: TaskRecord): Promise<void> {
    const ended = isTerminal(task.status) ? task : await this.cancelOrFinish(task);
    if (!isTerminal(ended.status)) {
      throw new GatewayError('conflict', {
        message: 'The task is still being cancelled at the vendor. Delete it again in a few seconds.',
        retryable: true,
      });
    }
    await this.remover.remove(ended);
  }

  private async cancelOrFinish(task: TaskRecord): Promise<TaskRecord> {
    const after = await this.ledger.revise(task.id, (current) => this.changeOf(current));
    if (after === undefined) throw new GatewayError('not_found');
    return isTerminal(after.status) ? after : this.settle(after);
  }

  private changeOf(task: TaskRecord): TaskChange | undefined {
    if (isTerminal(task.status)) return undefined;
    // A create call is under way or being looked up: its handle is needed to cancel at the vendor.
    const pending = task.submission === 'unknown' && task.step !== null;
    if (task.submission === 'sending' || pending) return { cancelRequested: true };
    if (task.handle === null) {
      const ending = endTask('cancelled', this.clock.now(), this.settings.retentionSeconds);
      return { ...ending, error: null, cancelRequested: true };
    }
    return { cancelRequested: true, step: stepAfter(task, 'cancel', this.clock.now()) };
  }

  private async settle(task: TaskRecord): Promise<TaskRecord> {
    let latest = task;
    for await (const next of this.events.watch(task.id, AbortSignal.timeout(SETTLE_MS))) {
      latest = next;
      if (!next.cancelRequested) break;
    }
    return latest;
  }
}
