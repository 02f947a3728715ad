import { Fault } from './faults';
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
  const fault = task.faults.get('query');
  if (task.cancelled) return course('cancelled', task.acceptedAt);
  if (fault?.name === 'moderation-after-polls') {
    return task.polls > (fault.polls ?? 3) ? failed('output-moderation', now) : course('running', now);
  }
  const running = (now - task.acceptedAt) / 1000 - timing.queuedSeconds;
  if (running < 0) return course('queued', task.acceptedAt);
  const runSeconds = runSecondsOf(task, timing);
  if (running < runSeconds) {
    const phase = fault?.name === 'unknown-status' ? 'unknown' : 'running';
    return { ...course(phase, now), progress: Math.floor((running / runSeconds) * 100) || 0 };
  }
  return ended(fault, task.acceptedAt + (timing.queuedSeconds + runSeconds) * 1000);
}

function ended(fault: Fault | undefined, at: number): Course {
  if (fault?.name === 'output-moderation') return failed('output-moderation', at);
  if (fault?.name === 'generation-failed') return failed('server-error', at);
  return { ...course('done', at), progress: 100, withOutputs: fault?.name !== 'done-without-url' };
}

const failed = (refusal: NonNullable<Course['refusal']>, at: number): Course => ({
  ...course('failed', at),
  refusal,
});

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
