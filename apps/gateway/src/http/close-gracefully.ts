import type { Server } from 'node:http';
import type { INestApplication } from '@nestjs/common';

/**
 * Stops taking requests, lets running ones finish for at most `graceMs`, then closes the application: the engine checkpoints and
 * the stores shut. Event streams never finish by themselves; they end with the grace period.
 */
export async function closeGracefully(app: INestApplication, graceMs: number): Promise<void> {
  const server = app.getHttpServer() as Server;
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  server.closeIdleConnections();
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
