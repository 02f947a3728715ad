import type { Registry } from 'prom-client';
import { Counter, Histogram } from 'prom-client';
import type { EngineAct, EngineActivity } from '../../engine/engine-activity';
import type { TaskEvents } from '../../engine/task-events';

/** Seconds; vendors take long to answer a create call with a picture in it. */
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const STEP_BUCKETS = [0.005, 0.05, 0.25, 1, 5, 15, 60, 300, 1800];

/** Counts what the engine of this process does. */
export function countEngine(registry: Registry, activity: EngineActivity, events: TaskEvents): void {
  const registers = [registry];
  const tasks = new Counter({
    name: 'onereel_tasks_total',
    help: 'Tasks that reached a status; queued = created',
    labelNames: ['kind', 'status'],
    registers,
  });
  const steps = new Histogram({
    name: 'onereel_step_duration_seconds',
    help: 'Steps of tasks by kind and result: done, failed (may be tried again) or stopped (cancelled, shutdown)',
    labelNames: ['kind', 'result'],
    buckets: STEP_BUCKETS,
    registers,
  });
  const calls = new Histogram({
    name: 'onereel_provider_call_duration_seconds',
    help: 'HTTP calls to vendors by provider and outcome: the status, or the error code when no answer came',
    labelNames: ['provider', 'outcome'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const archived = new Counter({
    name: 'onereel_archived_bytes_total',
    help: 'Bytes of result files brought into the artifact store',
    registers,
  });
  events.onAny(({ before, after }) => {
    if (after !== undefined && before?.status !== after.status) {
      tasks.inc({ kind: after.kind, status: after.status });
    }
  });
  activity.onAct((act: EngineAct) => {
    if (act.what === 'step') steps.observe({ kind: act.kind, result: act.result }, act.seconds);
    else if (act.what === 'archived') archived.inc(act.bytes);
    else calls.observe({ provider: act.provider, outcome: act.outcome }, act.seconds);
  });
}
