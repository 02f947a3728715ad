import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { Answer } from './answer';
import { FaultPlan } from './fault-plan';
import { Fault } from './faults';
import { QueryTrouble } from './query-trouble';
import { ResultFiles } from './result-files';
import { sendAnswer } from './send-answer';
import { SimulatedClock } from './simulated-clock';
import { readRequest, RecordedRequest, SimulatedRequest } from './simulated-request';
import { SimulatedTask } from './simulated-task';
import { SimulatorDesk } from './simulator-desk';
import { Timing } from './task-course';
import { VendorWire } from './vendor-wire';

export interface SimulatorOptions {
  /** Default 0: any free port. */
  readonly port?: number;
  readonly faults?: readonly (Fault | Fault['name'])[];
  readonly timing?: Partial<Timing>;
  /** Tasks that may be open at once; more are refused as `concurrency-limited`. Default: no limit. */
  readonly slots?: number;
  /** Simulated seconds per real second. Default 1. */
  readonly speed?: number;
}

const DEFAULT_TIMING: Timing = { queuedSeconds: 2, runSeconds: 8, linkSeconds: 3600 };

/** A vendor on a local port. */
export class Simulator {
  /** Everything that came in, oldest first, result downloads included. */
  readonly requests: RecordedRequest[] = [];
  /** `http://127.0.0.1:port`. */
  readonly url: string;

  private constructor(
    private readonly server: Server,
    private readonly wire: VendorWire,
    private readonly clock: SimulatedClock,
    private readonly faults: FaultPlan,
    private readonly results: ResultFiles,
    private readonly desk: SimulatorDesk,
  ) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    results.origin = this.url;
    server.on('request', (message: IncomingMessage, response: ServerResponse) => {
      void this.serve(message, response).catch((error: unknown) => response.destroy(error as Error));
    });
  }

  static async start(wire: VendorWire, options: SimulatorOptions = {}): Promise<Simulator> {
    const clock = new SimulatedClock(options.speed ?? 1);
    const timing = { ...DEFAULT_TIMING, ...options.timing };
    const faults = new FaultPlan(options.faults ?? []);
    const results = new ResultFiles(clock, timing);
    const desk = new SimulatorDesk({
      clock,
      timing,
      faults,
      results,
      slots: options.slots ?? Infinity,
      refusal: (refusal, after) => wire.refusal(refusal, after),
    });
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
    return new Simulator(server, wire, clock, faults, results, desk);
  }

  /** The variables that point the gateway here. */
  get environment(): Readonly<Record<string, string>> {
    return this.wire.environment(this.url);
  }

  /** Accepted tasks, oldest first. */
  get tasks(): readonly SimulatedTask[] {
    return [...this.desk.tasks.values()];
  }

  /** Downloads of result files, refused ones included. */
  get downloads(): number {
    return this.results.downloads;
  }

  setFaults(...faults: (Fault | Fault['name'])[]): void {
    this.faults.replace(faults);
  }

  /** Moves the simulated time on. */
  advance(seconds: number): void {
    this.clock.advance(seconds);
  }

  /** Requests of one method whose path matches. */
  requestsTo(method: string, path: RegExp): readonly RecordedRequest[] {
    return this.requests.filter((request) => request.method === method && path.test(request.path));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    const record: RecordedRequest = { ...request, status: 0 };
    this.requests.push(record);
    const answer = await this.answer(request);
    const withheld = answer.transport?.kind === 'drop' || answer.transport?.kind === 'hang';
    record.status = withheld ? 0 : answer.status;
    await sendAnswer(response, answer, request.headers.range);
  }

  private async answer(request: SimulatedRequest): Promise<Answer> {
    const file = await this.results.answer(request, this.desk.tasks);
    if (file) return file;
    for (const route of this.wire.routes) {
      const match = route.method === request.method && route.path.exec(request.path);
      if (!match) continue;
      const refused = route.open ? undefined : this.wire.authenticate(request);
      if (refused) return refused;
      try {
        return await route.handle(request, { ...match.groups }, this.desk);
      } catch (trouble) {
        if (trouble instanceof QueryTrouble) {
          return trouble.spoil({ status: 200, json: { interrupted: 'a fault struck this question' } });
        }
        throw trouble;
      }
    }
    return this.wire.refusal('not-found');
  }
}
