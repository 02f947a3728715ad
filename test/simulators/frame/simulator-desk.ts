import { randomUUID } from 'node:crypto';
import { Answer, proxyError } from './answer';
import { FaultPlan } from './fault-plan';
import { Fault, Refusal, faultRow } from './faults';
import { QueryTrouble } from './query-trouble';
import { ResultFiles } from './result-files';
import { SimulatedClock } from './simulated-clock';
import { AcceptSpec, SimulatedTask, TaskView } from './simulated-task';
import { courseOf, Timing } from './task-course';

export interface DeskParts {
  readonly clock: SimulatedClock;
  readonly timing: Timing;
  readonly faults: FaultPlan;
  readonly results: ResultFiles;
  /** Tasks that may be open at once. */
  readonly slots: number;
  refusal(refusal: Refusal, retryAfterSeconds?: number): Answer;
}

/** What a wire file works with: takes tasks in, tells where they stand, and strikes with faults on the way. */
export class SimulatorDesk {
  readonly tasks = new Map<string, SimulatedTask>();
  private lastNumber = Math.floor(Math.random() * 1e6);

  constructor(private readonly parts: DeskParts) {}

  now(): number {
    return Math.floor(this.parts.clock.now());
  }

  refuse(refusal: Refusal): Answer {
    return this.parts.refusal(refusal);
  }

  /** Takes a create request. `answer` shapes the vendor's yes; the plan of faults may turn it into something else. */
  accept(spec: AcceptSpec, answer: (task: SimulatedTask) => Answer): Answer {
    const faults = this.parts.faults.draw(spec.prompt);
    const fault = faults.get('create');
    const refusal = fault && faultRow(fault.name).refusal;
    if (refusal) return this.parts.refusal(refusal, fault.retryAfterSeconds ?? 1);
    if (this.openTasks() >= this.parts.slots) return this.parts.refusal('concurrency-limited');
    if (fault?.name === 'lost-request') return { status: 0, transport: { kind: 'drop' } };
    const task: SimulatedTask = {
      ...spec,
      id: this.nextId(),
      acceptedAt: this.now(),
      faults,
      polls: 0,
      cancelled: false,
    };
    this.tasks.set(task.id, task);
    return fault ? this.spoil(answer(task), fault) : answer(task);
  }

  find(id: string): SimulatedTask | undefined {
    const task = this.tasks.get(id);
    return task?.faults.get('query')?.name === 'task-vanishes' ? undefined : task;
  }

  findByReference(reference: string): SimulatedTask | undefined {
    return [...this.tasks.values()].find((task) => task.reference === reference && this.find(task.id));
  }

  /** One question about a task. Throws QueryTrouble when a fault keeps it from being answered. */
  look(task: SimulatedTask): TaskView {
    task.polls += 1;
    const trouble = this.troubleOf(task);
    if (trouble) throw new QueryTrouble(trouble);
    return this.view(task);
  }

  /** The same without counting as a question, for lists and create answers. */
  view(task: SimulatedTask): TaskView {
    const { withOutputs, ...course } = courseOf(task, this.parts.timing, this.now());
    const count = withOutputs ? (task.result.count ?? 1) : 0;
    return {
      ...course,
      outputs: Array.from({ length: count }, (_, index) => ({
        id: `${task.id}-${index + 1}`,
        url: this.parts.results.link(task, index),
        seconds: task.result.seconds,
      })),
    };
  }

  /** Path of the result file, for vendors that send bytes inside an answer or protect downloads with a key. */
  resultPath(task: SimulatedTask): Promise<string> {
    return this.parts.results.path(task);
  }

  private openTasks(): number {
    const phases = [...this.tasks.values()].map(
      (task) => courseOf(task, this.parts.timing, this.now()).phase,
    );
    return phases.filter((phase) => ['queued', 'running', 'unknown'].includes(phase)).length;
  }

  private troubleOf(task: SimulatedTask): ((answer: Answer) => Answer) | undefined {
    const fault = task.faults.get('query');
    switch (fault?.name) {
      case 'poll-hangs':
        return (answer) => ({ ...answer, transport: { kind: 'hang' } });
      case 'malformed-poll':
        return half;
      case 'poll-rate-limited':
        return () => this.parts.refusal('rate-limited', fault.retryAfterSeconds ?? 1);
      case 'poll-flaps':
        return task.polls % 2 === 1 ? this.flaps()[((task.polls - 1) / 2) % 5] : undefined;
      default:
        return undefined;
    }
  }

  private flaps(): ((answer: Answer) => Answer)[] {
    return [
      () => this.parts.refusal('maintenance'),
      () => proxyError(502),
      half,
      (answer) => ({ ...answer, transport: { kind: 'drop' } }),
      () => this.parts.refusal('rate-limited', 1),
    ];
  }

  private spoil(answer: Answer, fault: Fault): Answer {
    switch (fault.name) {
      case 'server-error-after':
        return this.parts.refusal('server-error');
      case 'proxy-error-after':
        return proxyError(502);
      case 'lost-response':
        return { ...answer, transport: { kind: 'drop' } };
      case 'slow-create':
        return { ...answer, transport: { kind: 'hang' } };
      case 'malformed-create':
        return half(answer);
      default:
        return answer;
    }
  }

  /** Nineteen digits, as several vendors use: larger than a JavaScript number holds. */
  private nextId(): string {
    this.lastNumber += 1;
    const random = BigInt(`0x${randomUUID().replaceAll('-', '').slice(0, 8)}`);
    return (7_000_000_000_000_000_000n + random * 1_000_000n + BigInt(this.lastNumber)).toString();
  }
}

const half = (answer: Answer): Answer => ({ ...answer, transport: { kind: 'half' } });
