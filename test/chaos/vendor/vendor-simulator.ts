import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What the simulated vendor does with a task; travels in the prompt as JSON. */
export interface VendorScript {
  /** Milliseconds until it is done. */
  readonly takesMs?: number;
  /** HTTP statuses answered to the first create calls, instead of taking the task. */
  readonly refuse?: readonly number[];
  /** Takes the task and drops the connection instead of answering. */
  readonly loseAnswer?: boolean;
  /** HTTP statuses answered to the first polls. */
  readonly failPolls?: readonly number[];
  /** Statuses answered to the first downloads. */
  readonly failDownloads?: readonly number[];
  readonly failWith?: string;
  readonly noOutput?: boolean;
  readonly refuseCancel?: boolean;
}

export interface VendorTask {
  readonly id: string;
  readonly reference: string;
  readonly prompt: string;
  readonly script: VendorScript;
  readonly startedAt: number;
  polls: number;
  downloads: number;
  cancelled: boolean;
}

/** A small video vendor over real HTTP that counts everything. */
export class VendorSimulator {
  readonly tasks = new Map<string, VendorTask>();
  /** Create calls that arrived, by prompt, taken or not. */
  readonly attempts = new Map<string, number>();
  private readonly server = createServer((request, response) => {
    this.answer(request, response).catch(() => response.destroy());
  });

  private constructor(private readonly video: Buffer) {}

  static async start(video: Buffer): Promise<VendorSimulator> {
    const simulator = new VendorSimulator(video);
    await new Promise<void>((resolve) => simulator.server.listen(0, '127.0.0.1', resolve));
    return simulator;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Tasks taken for this prompt. */
  takenFor(prompt: string): VendorTask[] {
    return [...this.tasks.values()].filter((task) => task.prompt === prompt);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, resource, id] = (request.url ?? '').split('/');
    const body = await text(request);
    if (request.method === 'POST' && resource === 'tasks') return this.create(body, request, response);
    const task =
      resource === 'references'
        ? [...this.tasks.values()].find(({ reference }) => reference === id)
        : this.tasks.get(id.replace('.mp4', ''));
    if (task === undefined) return send(response, 404, { error: 'no such task' });
    if (resource === 'files') return this.download(task, response);
    if (request.method === 'DELETE') return this.cancel(task, response);
    if (resource === 'references') return send(response, 200, { id: task.id });
    const failure = task.script.failPolls?.[task.polls];
    task.polls += 1;
    if (failure !== undefined) return send(response, failure, { error: 'try again' });
    send(response, 200, this.stateOf(task));
  }

  private create(body: string, request: IncomingMessage, response: ServerResponse): void {
    const { prompt, reference } = JSON.parse(body) as { prompt: string; reference: string };
    const script = scriptOf(prompt);
    const attempt = this.attempts.get(prompt) ?? 0;
    this.attempts.set(prompt, attempt + 1);
    const refusal = script.refuse?.[attempt];
    if (refusal !== undefined) return send(response, refusal, { error: 'not taken' });
    const id = `v${this.tasks.size + 1}`;
    const counters = { polls: 0, downloads: 0, cancelled: false };
    this.tasks.set(id, { id, reference, prompt, script, startedAt: Date.now(), ...counters });
    if (script.loseAnswer === true) request.socket.destroy();
    else send(response, 200, { id });
  }

  private stateOf(task: VendorTask): object {
    const { takesMs = 0, failWith, noOutput } = task.script;
    const elapsed = Date.now() - task.startedAt;
    if (task.cancelled) return { state: 'failed', code: 'cancelled' };
    if (elapsed < takesMs) return { state: 'running', progress: (100 * elapsed) / takesMs };
    if (failWith !== undefined) return { state: 'failed', code: failWith };
    return { state: 'done', files: noOutput === true ? [] : [`${this.url}/files/${task.id}.mp4`] };
  }

  private cancel(task: VendorTask, response: ServerResponse): void {
    if (task.script.refuseCancel === true) return send(response, 409, { error: 'too late' });
    task.cancelled = true;
    send(response, 200, {});
  }

  private download(task: VendorTask, response: ServerResponse): void {
    const failure = task.script.failDownloads?.[task.downloads];
    task.downloads += 1;
    if (failure !== undefined) return send(response, failure, { error: 'gone' });
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': this.video.length });
    response.end(this.video);
  }
}

function scriptOf(prompt: string): VendorScript {
  const start = prompt.indexOf('{');
  return start < 0 ? {} : (JSON.parse(prompt.slice(start)) as VendorScript);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
