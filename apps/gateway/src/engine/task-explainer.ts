import { Inject, Injectable } from '@nestjs/common';
import type { Clock, JsonObject, TaskExplanation, TaskMoment, TaskView, TaskWaiting } from '@onereel/core';
import { TASK_STORE, type TaskRecord, type TaskStore, type TaskTrace } from '@onereel/core/engine';
import { CLOCK } from './clock';
import { costEstimate } from './cost-estimate';
import { PROVIDER_REGISTRY, type ProviderRegistry } from './provider-registry';
import { CircuitBreakers } from './routing/circuit-breakers';

/** What the history tells clients. Storage keys and everything else that is not named here stay inside. */
const SHOWN: ReadonlySet<string> = new Set([
  ...['method', 'host', 'status', 'error', 'durationMs', 'vendorRequestId'],
  ...['from', 'to', 'code', 'message', 'field', 'kind', 'failures', 'outputs', 'vendorTaskId', 'requestId'],
]);

/** Puts a task's history together. */
@Injectable()
export class TaskExplainer {
  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(PROVIDER_REGISTRY) private readonly registry: ProviderRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly circuits: CircuitBreakers,
  ) {}

  async explain(task: TaskRecord, view: TaskView): Promise<TaskExplanation> {
    const lines = await this.store.traces(task.id);
    const created = {
      at: view.createdAt,
      event: 'created',
      data: { dialect: task.dialect, model: task.model },
    };
    const isFree = task.error?.billed === 'no';
    const waitingFor = this.waitingOf(task, view);
    const estimate = isFree ? undefined : costEstimate(task, this.modelOf(task));
    return {
      task: view,
      timeline: [created, ...lines.map(toMoment)],
      attempts: task.attempt,
      ...(waitingFor !== undefined && { waitingFor }),
      ...(task.handle !== null && { vendorTaskId: task.handle.id }),
      ...(estimate !== undefined && { costEstimate: estimate }),
      ...(task.cost !== null && { vendorCost: task.cost }),
    };
  }

  private waitingOf(task: TaskRecord, { queuePosition }: TaskView): TaskWaiting | undefined {
    const { status, submission, execution, step } = task;
    if (status !== 'queued' || submission !== 'not_sent' || execution === null) return undefined;
    const circuit = this.circuits.report(execution);
    if (circuit !== undefined) return { reason: 'circuit', ...untilOf(circuit.until) };
    if (queuePosition !== undefined) return { reason: 'slot' };
    const hasFailed = step !== null && (step.failures > 0 || step.lastFailure !== undefined);
    const isRetry = hasFailed && step.dueAt > this.clock.now();
    return isRetry ? { reason: 'retry', ...untilOf(step.dueAt) } : undefined;
  }

  private modelOf({ execution }: TaskRecord) {
    const models = this.registry.get(execution?.providerId ?? '')?.descriptor.models;
    return models?.find(({ id }) => id === execution?.modelId);
  }
}

const untilOf = (at: number | undefined) => (at === undefined ? {} : { until: new Date(at).toISOString() });

const toMoment = ({ at, event, data = {} }: TaskTrace): TaskMoment => ({
  at: new Date(at).toISOString(),
  event,
  data: Object.fromEntries(Object.entries(data).filter(([name]) => SHOWN.has(name))) as JsonObject,
});
