import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GatewayConfig } from '../../apps/gateway/src/config/gateway-config';
import { createGatewayApp } from '../../apps/gateway/src/create-gateway-app';
import { closeGracefully } from '../../apps/gateway/src/http/server/close-gracefully';

export const ALICE = 'sk-alice0123456789abcdef';
export const BOB = 'sk-bob0123456789abcdefgh';

export interface TestGateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly dataDir: string;
  /** A call with Alice's key unless `init.headers` brings another one; objects are sent as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Polls the native API until the task is final. */
  finished(id: string): Promise<Record<string, unknown> & { status: string }>;
  /** Every file below the data folder, but the database and keys. */
  files(): Promise<string[]>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; `undefined` for everything else. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

const FINAL = new Set(['completed', 'failed', 'cancelled']);
const OWN = /(\.db|\.db-wal|\.db-shm|\.sqlite|\.sqlite-wal|\.sqlite-shm|secret\.key)$/;

/**
 * The real application with the sandbox provider unless configured otherwise, listening on a free port, its data in a new folder.
 * @param environment what provider packages read
 */
export async function startGateway(
  config: Partial<GatewayConfig> = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<TestGateway> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-dialects-'));
  const app = await createGatewayApp({
    environment: { PATH: process.env.PATH, ONEREEL_API_KEYS: `alice:${ALICE},bob:${BOB}`, ...environment },
    config: { dataDir, logLevel: (process.env.TEST_LOG as 'silent') ?? 'silent', ...config },
    folder: join(__dirname, '../..'),
  });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const call: TestGateway['call'] = async (method, path, body, headers = {}) => {
    const json = body !== undefined && !isRaw(body);
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${ALICE}`,
        ...(json && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json
        ? JSON.stringify(body)
        : (body as string | FormData | URLSearchParams | Uint8Array<ArrayBuffer> | undefined),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };

  return {
    url,
    dataDir,
    call,
    async finished(id) {
      for (let tries = 0; tries < 200; tries += 1) {
        const { body } = await call('GET', `/api/v1/tasks/${id}`);
        if (FINAL.has(body.status)) return body;
        await new Promise((resolve) => setTimeout(resolve, 150));
      }
      throw new Error(`task ${id} does not end`);
    },
    async files() {
      const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !OWN.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name));
    },
    async close() {
      await closeGracefully(app, 1_000);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const isRaw = (body: unknown): boolean =>
  typeof body === 'string' ||
  body instanceof FormData ||
  body instanceof URLSearchParams ||
  body instanceof Uint8Array;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
