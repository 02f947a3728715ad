import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:http';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { GatewayConfig } from '../../apps/gateway/src/config/gateway-config';
import { createGatewayApp } from '../../apps/gateway/src/create-gateway-app';

export const TEST_KEY = 'sk-aKeyOfTheTestsOnly0001';
export const OTHER_KEY = 'sk-aKeyOfTheTestsOnly0002';

type TestRequest = Omit<RequestInit, 'headers'> & { headers?: Record<string, string> };

export interface TestGateway {
  readonly app: NestExpressApplication;
  /** `http://127.0.0.1:<port>`, without trailing slash. */
  readonly url: string;
  readonly dataDir: string;
  /** Everything that was logged, one JSON object per line. */
  readonly logged: () => string;
  /** `fetch` under `url` with the key of the tests; a header set to '' is left out. */
  fetch(path: string, init?: TestRequest): Promise<Response>;
  /** Ends the gateway and leaves its data folder. */
  stop(): Promise<void>;
  close(): Promise<void>;
}

/** A whole gateway on a free loopback port with its own data folder and two API keys. Nothing of the environment but PATH is seen. */
export async function startTestGateway(
  config: Partial<GatewayConfig> = {},
  environment: Record<string, string> = {},
): Promise<TestGateway> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-test-'));
  const lines: string[] = [];
  const app = await createGatewayApp({
    environment: { PATH: process.env.PATH, ...environment },
    config: {
      dataDir,
      apiKeys: [`tester:${TEST_KEY}`, `other:${OTHER_KEY}`],
      providers: ['@onereel/providers-sandbox'],
      shutdownGraceSeconds: 1,
      ...config,
    },
    logStream: { write: (line) => void lines.push(line) },
  });
  await app.listen(0, '127.0.0.1');
  const server = app.getHttpServer() as Server;
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    server.closeAllConnections();
    return (stopped ??= app.close());
  };
  return {
    app,
    url,
    dataDir,
    logged: () => lines.join(''),
    fetch(path, init = {}) {
      const headers: Record<string, string> = { authorization: `Bearer ${TEST_KEY}`, ...init.headers };
      const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
      return fetch(url + path, { redirect: 'manual', ...init, headers: sent });
    },
    stop,
    async close() {
      await stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
