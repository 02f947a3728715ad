import assert from 'node:assert/strict';
import { sign } from 'jsonwebtoken';

/** How a Kling account is proven: a key, or an access key with its secret. */
export type KlingAccount =
  { readonly apiKey: string } | { readonly accessKey: string; readonly secretKey: string };

export interface KlingTask {
  readonly task_id: string;
  readonly task_status: 'submitted' | 'processing' | 'succeed' | 'failed';
  readonly task_status_msg?: string;
  readonly task_info: { readonly external_task_id?: string };
  readonly task_result?: { readonly videos: { id: string; url: string; duration: string }[] };
  readonly created_at: number;
}

/** What the vendor's clients throw: the body must hold a numeric code and a message, whatever the HTTP status says. */
export class KlingApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** A Kling client that accepts the official shape and nothing else; waits at every word but `succeed` and `failed`. */
export class KlingClient {
  constructor(
    /** Ends in `/kling` on a gateway. */
    private readonly baseUrl: string,
    private readonly account: KlingAccount,
  ) {}

  create(path: 'text2video' | 'image2video', body: object): Promise<KlingTask> {
    return this.call('POST', path, body).then(taskOf);
  }

  get(path: string, id: string): Promise<KlingTask> {
    return this.call('GET', `${path}/${id}`).then(taskOf);
  }

  async list(path: string, query = 'pageNum=1&pageSize=30'): Promise<KlingTask[]> {
    const data = await this.call('GET', `${path}?${query}`);
    assert(Array.isArray(data), 'a list must be a list');
    return data.map(taskOf);
  }

  async wait(path: string, id: string, intervalMs = 100): Promise<KlingTask> {
    for (let asked = 0; asked < 300; asked += 1) {
      const task = await this.get(path, id);
      if (task.task_status === 'succeed' || task.task_status === 'failed') return task;
      await new Promise((resolve) => setTimeout(resolve, intervalMs));
    }
    throw new Error(`${id} does not end`);
  }

  private async call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.baseUrl}/v1/videos/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token()}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const envelope = (await response.json()) as Record<string, unknown>;
    assert.equal(typeof envelope.code, 'number', 'code must be a number');
    assert.equal(typeof envelope.message, 'string', 'message must be text');
    assert.equal(typeof envelope.request_id, 'string', 'request_id must be text');
    if (!response.ok || envelope.code !== 0) {
      throw new KlingApiError(response.status, Number(envelope.code), String(envelope.message));
    }
    return envelope.data;
  }

  private token(): string {
    if ('apiKey' in this.account) return this.account.apiKey;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: this.account.accessKey, exp: now + 1800, nbf: now - 5 };
    return sign(claims, this.account.secretKey, { algorithm: 'HS256', noTimestamp: true });
  }
}

function taskOf(value: unknown): KlingTask {
  const task = value as KlingTask;
  assert.equal(typeof task.task_id, 'string');
  assert(['submitted', 'processing', 'succeed', 'failed'].includes(task.task_status), task.task_status);
  assert(Number.isInteger(task.created_at) && task.created_at > 1e12, 'created_at must be milliseconds');
  if (task.task_status !== 'succeed') return task;
  assert((task.task_result?.videos.length ?? 0) > 0, 'a finished task needs videos');
  for (const { id, url, duration } of task.task_result?.videos ?? []) {
    assert.deepEqual([typeof id, typeof duration], ['string', 'string']);
    assert(URL.canParse(url), `${url} must be a URL`);
  }
  return task;
}
