import { startTestGateway, TestGateway } from '../http/test-gateway';

export interface CallAnswer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly error?: { readonly code?: string; readonly param?: string };
  };
}

export interface JimengGateway extends TestGateway {
  /** A call to any dialect, with an API key. */
  call(method: string, path: string, body?: object): Promise<CallAnswer>;
  /** Polls the native API until the task is final; gives its state. */
  finished(id: string): Promise<string>;
}

const FINAL = ['completed', 'failed', 'cancelled'];

/** A gateway with Jimeng and the sandbox. */
export async function startJimengGateway(environment: Record<string, string>): Promise<JimengGateway> {
  const gateway = await startTestGateway(
    { providers: ['@onereel/providers-jimeng', '@onereel/providers-sandbox'], retryDelaySeconds: 0.2 },
    { ...environment, JIMENG_POLL_SECONDS: '0.2' },
  );
  const call: JimengGateway['call'] = async (method, path, body) => {
    const json = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const response = await gateway.fetch(path, { method, ...json });
    const text = await response.text();
    const parsed = text.startsWith('{') ? (JSON.parse(text) as CallAnswer['body']) : {};
    return { status: response.status, text, body: parsed };
  };
  const finished = async (id: string): Promise<string> => {
    for (let asked = 0; asked < 200; asked += 1) {
      const { status } = (await call('GET', `/api/v1/tasks/${id}`)).body;
      if (FINAL.includes(String(status))) return String(status);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`${id} does not end`);
  };
  return { ...gateway, call, finished };
}
