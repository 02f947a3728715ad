import { Agent as HttpAgent, ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { TLSSocket } from 'node:tls';
import { AgentPair } from './guarded-agents';

/**
 * Connections to vendors, shared by all calls of a process. Questions reuse them. A call that must not happen twice gets
 * a fresh one: on a reused one the vendor may just be hanging up, and nobody could tell whether it read the request.
 */
export class ProviderConnections {
  private readonly connected = new WeakSet<object>();
  readonly reused: AgentPair;
  readonly fresh: AgentPair;

  constructor() {
    const kept = { keepAlive: true, maxFreeSockets: 64, scheduling: 'lifo' } as const;
    this.reused = { http: this.watch(new HttpAgent(kept)), https: this.watch(new HttpsAgent(kept)) };
    this.fresh = { http: this.watch(new HttpAgent()), https: this.watch(new HttpsAgent()) };
  }

  /** `false` proves that no byte of the request left: its connection, TLS included, never stood. */
  mayHaveSent(request: ClientRequest | undefined): boolean {
    const socket = request?.socket;
    return socket !== undefined && socket !== null && this.connected.has(socket);
  }

  close(): void {
    for (const pair of [this.reused, this.fresh]) {
      pair.http.destroy();
      pair.https.destroy();
    }
  }

  private watch<Agent extends HttpAgent>(agent: Agent): Agent {
    const connect = agent.createConnection.bind(agent);
    agent.createConnection = (options, callback) => {
      const socket = connect(options, callback);
      const event = socket instanceof TLSSocket ? 'secureConnect' : 'connect';
      socket?.once(event, () => this.connected.add(socket));
      return socket;
    };
    return agent;
  }
}
