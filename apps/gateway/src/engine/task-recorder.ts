import { Inject, Injectable } from '@nestjs/common';
import { type Clock, GatewayError } from '@onereel/core';
import {
  type IdempotencyClaim,
  type InsertResult,
  TASK_STORE,
  type TaskRecord,
  type TaskStore,
} from '@onereel/core/engine';
import { CLOCK } from './clock';
import { newTaskRecord, type TaskSeed } from './task-changes';
import { TaskIds } from './task-ids';
import { TaskLedger } from './task-ledger';

/** Makes new rows and stores them under the rules of idempotency. */
@Injectable()
export class TaskRecorder {
  private open = true;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(TASK_STORE) private readonly store: TaskStore,
    private readonly ids: TaskIds,
    private readonly ledger: TaskLedger,
  ) {}

  /** From now on every create is refused with `shutting_down`. */
  close(): void {
    this.open = false;
  }

  nextId(prefix = 'vid'): string {
    return this.ids.next(prefix);
  }

  fresh(seed: Omit<TaskSeed, 'clientReference' | 'now'>): TaskRecord {
    return newTaskRecord({ ...seed, clientReference: this.ids.clientReference(), now: this.clock.now() });
  }

  /** The stored task: the given one, or the one an earlier call with this key made. Throws `idempotency_conflict`. */
  async insert(task: TaskRecord, claim?: IdempotencyClaim): Promise<TaskRecord> {
    if (!this.open) throw new GatewayError('shutting_down');
    return taskOf(await this.ledger.insert(task, claim));
  }

  /** The task an earlier call with this key made. Throws `idempotency_conflict`. */
  async earlier(claim: IdempotencyClaim): Promise<TaskRecord | undefined> {
    const result = await this.store.earlier(claim);
    return result && taskOf(result);
  }
}

function taskOf(result: InsertResult): TaskRecord {
  if (result.outcome !== 'conflict') return result.task;
  throw new GatewayError('idempotency_conflict', {
    message: 'The Idempotency-Key was used with another request. Send a new key, or the same request again.',
    param: 'Idempotency-Key',
  });
}
