import { Answer } from './answer';
import { resultVideo } from './result-video';
import { SimulatedClock } from './simulated-clock';
import { SimulatedRequest } from './simulated-request';
import { SimulatedTask } from './simulated-task';
import { Timing } from './task-course';

const PATH = /^\/results\/(?<id>[\w-]+)\/\d+\.mp4$/;

/** Result links as vendors hand them out: anyone who has one may fetch it, until it expires. */
export class ResultFiles {
  /** Set when the server listens. */
  origin = '';
  downloads = 0;

  constructor(
    private readonly clock: SimulatedClock,
    private readonly timing: Timing,
  ) {}

  link(task: SimulatedTask, index: number): string {
    const fault = task.faults.get('result')?.name;
    const dead =
      fault === 'link-expired' || (fault === 'link-expired-once' && task.polls <= this.deadUntil(task));
    const expires = this.clock.now() + (dead ? -1000 : this.timing.linkSeconds * 1000);
    return `${this.origin}/results/${task.id}/${index + 1}.mp4?x-expires=${Math.floor(expires)}&x-signature=simulated`;
  }

  path(task: SimulatedTask): Promise<string> {
    return resultVideo(task.result);
  }

  /** `undefined` when the request is not for a result file. */
  async answer(
    request: SimulatedRequest,
    tasks: ReadonlyMap<string, SimulatedTask>,
  ): Promise<Answer | undefined> {
    const id = PATH.exec(request.path)?.groups?.id;
    if (id === undefined) return undefined;
    const task = tasks.get(id);
    if (!task) return { status: 404, text: 'no such file' };
    this.downloads += 1;
    if (Number(request.query['x-expires']) <= this.clock.now()) {
      this.refusedAt.set(task.id, task.polls);
      return {
        status: 403,
        contentType: 'application/xml',
        text: '<Error><Code>AccessDenied</Code></Error>',
      };
    }
    return this.spoil({ status: 200, contentType: 'video/mp4', file: await this.path(task) }, task);
  }

  /** Polls at which the last download was refused: only later polls give good links. */
  private readonly refusedAt = new Map<string, number>();

  private readonly cut = new Set<string>();

  private isFirst({ id }: SimulatedTask): boolean {
    return !this.cut.has(id) && this.cut.add(id).has(id);
  }

  private deadUntil(task: SimulatedTask): number {
    return this.refusedAt.get(task.id) ?? Infinity;
  }

  private spoil(answer: Answer, task: SimulatedTask): Answer {
    switch (task.faults.get('result')?.name) {
      case 'slow-body':
        return { ...answer, transport: { kind: 'trickle', bytes: 4096, ms: 50 } };
      case 'cut-body':
        return { ...answer, transport: { kind: 'cut' } };
      case 'cut-body-once':
        return this.isFirst(task) ? { ...answer, transport: { kind: 'cut' } } : answer;
      case 'not-a-video':
        return {
          status: 200,
          contentType: 'text/html',
          text: '<html><body>Sign in to continue</body></html>',
        };
      default:
        return answer;
    }
  }
}
