import type { Server, ServerResponse } from 'node:http';
import { SERVER_CLOSING } from './close-gracefully';

const HEARTBEAT_MS = 15_000;
/** What browsers wait before they connect again. */
const RETRY_MS = 3_000;

export interface StreamEvent {
  /** Comes back as `Last-Event-ID` when the client reconnects. */
  readonly id: number;
  readonly name: string;
  /** Sent as one line of JSON. */
  readonly data: object;
}

/** A `text/event-stream` answer. Heartbeats keep proxies from cutting a quiet connection. */
export class EventStream {
  private readonly heartbeat: NodeJS.Timeout;

  /** Sends the head at once: everything that can fail with a status must have happened before. */
  constructor(private readonly response: ServerResponse) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.write(`retry: ${RETRY_MS}\n\n`);
    this.heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS).unref();
    // Absent when the client has already gone.
    const server = (response.socket as unknown as { server?: Server } | null)?.server;
    const end = (): void => this.end();
    server?.once(SERVER_CLOSING, end);
    response.once('close', () => {
      clearInterval(this.heartbeat);
      server?.removeListener(SERVER_CLOSING, end);
    });
  }

  /** Does nothing once the stream has ended. */
  send({ id, name, data }: StreamEvent): void {
    if (this.response.writableEnded) return;
    this.response.write(`id: ${id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end(): void {
    clearInterval(this.heartbeat);
    this.response.end();
  }
}

/** The id of the last event a reconnecting client has seen; -1 for a new one. */
export function lastEventId(header: string | string[] | undefined): number {
  const id = typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : Number.NaN;
  return Number.isNaN(id) ? -1 : id;
}
