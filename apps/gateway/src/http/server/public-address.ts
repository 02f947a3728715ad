import { isIPv6 } from 'node:net';

/** Where this gateway can be reached: the configured public address, or else the one it listens on. */
export class PublicAddress {
  private listening: string | undefined;

  constructor(private readonly configured: string | undefined) {}

  /** Called once the server listens; the port may have been chosen by the system. */
  listensOn(host: string, port: number): void {
    const reachable = ['0.0.0.0', '::'].includes(host) ? '127.0.0.1' : host;
    this.listening = `http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`;
  }

  /** Without trailing slash. Before the server listens and without a configured address: `http://127.0.0.1`. */
  current(): string {
    return this.configured ?? this.listening ?? 'http://127.0.0.1';
  }

  /** The address vendors can reach, when the operator named one. */
  external(): string | undefined {
    return this.configured;
  }
}

export const PUBLIC_ADDRESS = Symbol.for('onereel.public-address');
