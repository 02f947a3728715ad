import { createProviderHttp } from '../../http/provider-http.client';
import { ProviderConnections } from '../../http/provider-connections';
import { DialectConformance, DialectRequest, StartedDialect } from './dialect-conformance';
import { ScriptedGateway } from './scripted-gateway';

export interface DialectAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** `undefined` when the answer is no JSON. */
  readonly body: unknown;
}

export const OWNER_ID = 'key_conformance';

/** One started dialect over a scripted gateway. Open one per line. */
export class DialectRig {
  readonly gateway = new ScriptedGateway(OWNER_ID);
  private readonly connections = new ProviderConnections();
  private readonly http = createProviderHttp({ connections: this.connections });

  private constructor(
    readonly conformance: DialectConformance,
    private readonly open: { server?: StartedDialect },
  ) {}

  static async with(
    conformance: DialectConformance,
    work: (rig: DialectRig) => Promise<void>,
  ): Promise<void> {
    const rig = new DialectRig(conformance, {});
    rig.open.server = await conformance.start(rig.gateway, OWNER_ID);
    try {
      await work(rig);
    } finally {
      rig.connections.close();
      await rig.open.server.close();
    }
  }

  async send(request: DialectRequest): Promise<DialectAnswer> {
    const { path, ...rest } = request;
    const url = `${this.open.server?.origin}${path}`;
    const { status, headers, text, json } = await this.http.request({ ...rest, url });
    return { status, headers, text, body: json };
  }

  retrieve(id: string): Promise<DialectAnswer> {
    return this.send(this.conformance.retrieve(id));
  }

  /** What is wrong with an answer that must be an error of this dialect; `undefined` when nothing is. */
  errorProblem(answer: DialectAnswer, status?: number): string | undefined {
    if (status !== undefined && answer.status !== status)
      return `status ${answer.status}, expected ${status}`;
    if (answer.status < 400) return `status ${answer.status} for an error`;
    const message = this.conformance.errorOf(answer.body);
    const readable = typeof message === 'string' && message.trim() !== '';
    return readable ? undefined : `not in this dialect's error shape: ${answer.text.slice(0, 120)}`;
  }
}
