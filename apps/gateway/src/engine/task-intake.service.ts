import { Injectable } from '@nestjs/common';
import type { TaskView } from '@onereel/core';
import type { IdempotencyClaim, NewTask, TaskIntake } from '@onereel/core/engine';
import { HandlerRegistry } from './handler-registry';
import { stepAfter } from './task-changes';
import { TaskRecorder } from './task-recorder';
import { toTaskView } from './task-view';

/** Tasks of other kinds: stored with their first step pending. */
@Injectable()
export class TaskIntakeService implements TaskIntake {
  constructor(
    private readonly records: TaskRecorder,
    private readonly handlers: HandlerRegistry,
  ) {}

  async create(task: NewTask): Promise<TaskView> {
    if (!this.handlers.has(task.firstStep)) throw new Error(`no handler for step kind "${task.firstStep}"`);
    const fresh = this.records.fresh({ ...task, id: this.records.nextId(task.idPrefix) });
    const record = {
      ...fresh,
      payload: task.payload,
      applied: task.applied ?? {},
      warnings: task.warnings ?? [],
      step: { ...stepAfter(fresh, task.firstStep, fresh.createdAt), seq: fresh.revision },
    };
    const claim = task.idempotency && { ownerId: task.ownerId, ...task.idempotency };
    return toTaskView(await this.records.insert(record, claim));
  }

  async earlier(idempotency: IdempotencyClaim): Promise<TaskView | undefined> {
    const task = await this.records.earlier(idempotency);
    return task && toTaskView(task);
  }
}
