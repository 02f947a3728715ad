import { SimulatedTask, TaskView } from './simulated-task';

/** How long things take, in simulated seconds. */
export interface Timing {
  readonly queuedSeconds: number;
  readonly runSeconds: number;
  /** Life of a result link. */
  readonly linkSeconds: number;
}

export type Course = Omit<TaskView, 'outputs'> & { readonly withOutputs: boolean };

/** Where a task stands at `now`, its faults included. Pure. */
export function courseOf(task: SimulatedTask, timing: Timing, now: number): Course {
  const age = (now - task.acceptedAt) / 1000;
  const fault = task.faults.get('query');
  if (task.cancelled) return course('cancelled', task.acceptedAt);
  if (fault?.name === 'moderation-after-polls') {
    return task.polls > (fault.polls ?? 3)
      ? { ...course('failed', now), refusal: 'output-moderation' }
      : course('running', now);
  }
  if (age < timing.queuedSeconds) return course('queued', task.acceptedAt);
  const runSeconds = runSecondsOf(task, timing);
  const running = age - timing.queuedSeconds;
  if (running < runSeconds) {
    const phase = fault?.name === 'unknown-status' ? 'unknown' : 'running';
    return { ...course(phase, now), progress: Math.floor((running / runSeconds) * 100) || 0 };
  }
  const doneAt = task.acceptedAt + (timing.queuedSeconds + runSeconds) * 1000;
  if (fault?.name === 'output-moderation')
    return { ...course('failed', doneAt), refusal: 'output-moderation' };
  if (fault?.name === 'generation-failed') return { ...course('failed', doneAt), refusal: 'server-error' };
  return { ...course('done', doneAt), progress: 100, withOutputs: fault?.name !== 'done-without-url' };
}

const course = (phase: TaskView['phase'], updatedAt: number): Course => ({
  phase,
  updatedAt,
  progress: 0,
  withOutputs: false,
});

function runSecondsOf(task: SimulatedTask, timing: Timing): number {
  const fault = task.faults.get('query');
  if (fault?.name === 'never-finishes') return Infinity;
  if (fault?.name === 'late-success') return fault.seconds ?? timing.runSeconds * 10;
  return timing.runSeconds;
}
