import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatewayConfig } from '../../apps/gateway/src/config/gateway-config';
import { OTHER_KEY, startTestGateway, TEST_KEY } from '../http/test-gateway';

/** Two owners. Calls are Alice's unless they say otherwise. */
export const ALICE = TEST_KEY;
export const BOB = OTHER_KEY;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; `undefined` for everything else. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

export interface TestGateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Objects and lists are sent as JSON, everything else as it is; redirects are not followed. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  /** Polls the native API until the task is final. */
  finished(id: string): Promise<Record<string, unknown> & { status: string }>;
  /** Every file below the data folder but databases and keys. */
  files(): Promise<string[]>;
  close(): Promise<void>;
}

const FINAL = new Set(['completed', 'failed', 'cancelled']);
const OWN = /(\.(db|sqlite)(-wal|-shm)?|secret\.key)$/;

/** The real application with the sandbox provider, its answers read and parsed. */
export async function startGateway(
  config: Partial<GatewayConfig> = {},
  environment: Record<string, string> = {},
): Promise<TestGateway> {
  const gateway = await startTestGateway({ logLevel: 'silent', ...config }, environment);

  const call: TestGateway['call'] = async (method, path, body, headers = {}) => {
    const json = body !== undefined && !isRaw(body);
    const response = await gateway.fetch(path, {
      method,
      headers: { ...(json && { 'content-type': 'application/json' }), ...headers },
      body: json ? JSON.stringify(body) : (body as RequestInit['body']),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };

  return {
    url: gateway.url,
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
      const entries = await readdir(gateway.dataDir, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => entry.isFile() && !OWN.test(entry.name))
        .map((entry) => join(entry.parentPath, entry.name));
    },
    close: () => gateway.close(),
  };
}

const RAW = [FormData, URLSearchParams, Uint8Array];

const isRaw = (body: unknown): boolean =>
  typeof body === 'string' || RAW.some((kind) => body instanceof kind);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
