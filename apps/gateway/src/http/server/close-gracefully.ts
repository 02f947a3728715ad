import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';

/** Emitted on the HTTP server when it starts to close: answers that would never end by themselves end now. */
export const SERVER_CLOSING = 'onereel:closing';

/**
 * Stops taking requests, lets running ones finish for at most `graceMs`, then closes the application: the engine checkpoints and
 * the stores shut. Event streams end at once; their clients connect again.
 */
export async function closeGracefully(app: INestApplication, graceMs: number): Promise<void> {
  const server = app.getHttpServer() as Server;
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  server.close();
  server.emit(SERVER_CLOSING);
  server.closeIdleConnections();
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
