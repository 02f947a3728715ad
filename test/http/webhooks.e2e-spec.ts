import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import OpenAI from 'openai';
import type { GatewayConfig } from '../../apps/gateway/src/config/gateway-config';
import { OTHER_KEY, startTestGateway, TEST_KEY, type TestGateway } from './test-gateway';

const SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const SMALL = { model: 'sandbox', prompt: 'a wave', duration: 1, resolution: '320x180' };

interface Delivery {
  readonly message_id: string;
  readonly status: string;
  readonly url: string;
}

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let receiver: Server;
let origin: string;
const received: Received[] = [];
/** Statuses of the next answers to a path; then 204. */
const answers = new Map<string, number[]>();

beforeAll(async () => {
  receiver = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body });
      response.writeHead(answers.get(path)?.shift() ?? 204, { location: '/trap' }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(() => {
  receiver.closeAllConnections();
  receiver.close();
});

const start = (config: Partial<GatewayConfig> = {}): Promise<TestGateway> =>
  startTestGateway({ webhookSecret: SECRET, allowPrivateHosts: ['127.0.0.1'], ...config });

async function generate(gateway: TestGateway, path: string, more: object = {}): Promise<string> {
  const response = await gateway.fetch('/api/v1/videos/generate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...SMALL, callback_url: `${origin}${path}`, ...more }),
  });
  const body = (await response.json()) as { task_id: string };
  expect(response.status).toBe(200);
  return body.task_id;
}

async function arrived(path: string, count = 1): Promise<Received[]> {
  for (let tries = 0; tries < 250; tries += 1) {
    const found = received.filter((one) => one.path === path);
    if (found.length >= count) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${path} was not called ${count} times`);
}

const unwrap = ({ body, headers }: Received, webhookSecret = SECRET) =>
  new OpenAI({ apiKey: 'none', webhookSecret }).webhooks.unwrap(body, headers as Record<string, string>);

describe('callbacks to clients', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await start();
  });
  afterAll(() => gateway.close());

  it('are verified and read by the official client', async () => {
    const id = await generate(gateway, '/completed', { external_id: 'shot-1', metadata: { scene: 3 } });
    const [message] = await arrived('/completed');
    const event = await unwrap(message);
    expect(event).toMatchObject({
      id: message.headers['webhook-id'],
      object: 'event',
      type: 'video.completed',
      created_at: expect.any(Number),
      data: { id, status: 'completed', external_id: 'shot-1', metadata: { scene: 3 } },
    });
    const forged = { ...message, body: message.body.replace('completed', 'failed') };
    await expect(unwrap(forged)).rejects.toThrow(/signature/i);
  });

  it('tell why a video failed', async () => {
    const id = await generate(gateway, '/failed', {
      provider_options: { sandbox: { simulate: 'moderated_input' } },
    });
    const [message] = await arrived('/failed');
    expect(await unwrap(message)).toMatchObject({
      type: 'video.failed',
      data: { id, status: 'failed', error: { code: 'moderated_input' } },
    });
  });

  it('are repeated with the same id until they are taken, and never redirected', async () => {
    answers.set('/flaky', [302]);
    await generate(gateway, '/flaky');
    const [first, second] = await arrived('/flaky', 2);
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(Number(second.headers['webhook-timestamp'])).toBeGreaterThan(
      Number(first.headers['webhook-timestamp']),
    );
    await unwrap(second);
    expect(received.map(({ path }) => path)).not.toContain('/trap');
  });

  it('end where the receiver says that it is gone, and show in the explanation', async () => {
    answers.set('/gone', [410]);
    const id = await generate(gateway, '/gone');
    await arrived('/gone');
    const events = async () => {
      const answer = await gateway.fetch(`/api/v1/tasks/${id}/explain`);
      const { timeline } = (await answer.json()) as { timeline: { event: string; data: object }[] };
      return timeline.filter(({ event }) => event === 'webhook');
    };
    for (let tries = 0; tries < 20 && (await events()).length === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await events()).toEqual([expect.objectContaining({ data: { status: 410 } })]);
  });

  const webhooks = async (id: string): Promise<Delivery[]> => {
    const answer = await gateway.fetch(`/api/v1/tasks/${id}/webhooks`);
    return ((await answer.json()) as { webhooks: Delivery[] }).webhooks;
  };
  const ended = async (id: string, count = 1): Promise<Delivery[]> => {
    for (let tries = 0; tries < 100; tries += 1) {
      const list = await webhooks(id);
      if (list.length === count && list.every(({ status }) => status !== 'pending')) return list;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`not ended: ${JSON.stringify(await webhooks(id))}`);
  };
  const redeliver = (id: string, body?: object, headers: Record<string, string> = {}) =>
    gateway.fetch(`/api/v1/tasks/${id}/webhooks/redeliver`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body && { body: JSON.stringify(body) }),
    });

  it('show whether they arrived, and go out again with the same id', async () => {
    answers.set('/lost', [410]);
    const id = await generate(gateway, '/lost');
    const [failed] = await ended(id);
    expect(failed).toMatchObject({
      status: 'failed',
      url: `${origin}/lost`,
      attempts: 1,
      next_try_at: null,
      error: { code: 'input_unreachable', message: expect.stringContaining('410') as string },
    });
    expect((await redeliver(id)).status).toBe(200);
    const [, again] = await ended(id, 2);
    expect(again).toMatchObject({ status: 'delivered', message_id: failed.message_id, error: null });
    const [first, second] = await arrived('/lost', 2);
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect(second.body).toBe(first.body);
    await unwrap(second);
  });

  it('need their address again when it had a query and has worked', async () => {
    const id = await generate(gateway, '/query?token=abc');
    const [delivered] = await ended(id);
    expect(delivered.url).toBe(`${origin}/query?forgotten`);
    const refused = await redeliver(id, {});
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: 'missing_required_parameter', param: 'callback_url' },
    });
    const callback_url = `${origin}/elsewhere?token=new`;
    expect((await redeliver(id, { callback_url })).status).toBe(200);
    await arrived('/elsewhere?token=new');
    const bad = await redeliver(id, { callback_url: 'ftp://example.com' });
    expect([bad.status, ((await bad.json()) as { error: { code: string } }).error.code]).toEqual([
      400,
      'url_not_allowed',
    ]);
  });

  it('have nothing to repeat without a callback, and show nothing to others', async () => {
    const id = await generate(gateway, '/unused', { callback_url: undefined });
    expect(await webhooks(id)).toEqual([]);
    expect((await redeliver(id)).status).toBe(409);
    expect((await redeliver(id, {}, { authorization: `Bearer ${OTHER_KEY}` })).status).toBe(404);
  });

  it('are signed for their owner, too, with a secret that only the owner is told', async () => {
    const secretFor = async (key: string): Promise<string> => {
      const answer = await gateway.fetch('/api/v1/webhooks/secret', {
        headers: { authorization: `Bearer ${key}` },
      });
      return ((await answer.json()) as { secret: string }).secret;
    };
    const [own, other] = [await secretFor(TEST_KEY), await secretFor(OTHER_KEY)];
    expect(own).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await secretFor(TEST_KEY)).toBe(own);
    const id = await generate(gateway, '/owned');
    const [message] = await arrived('/owned');
    expect(await unwrap(message, own)).toMatchObject({ data: { id } });
    expect(await unwrap(message)).toMatchObject({ data: { id } });
    await expect(unwrap(message, other)).rejects.toThrow(/signature/i);
  });

  it('are no tasks of anybody', async () => {
    const { tasks } = (await (await gateway.fetch('/api/v1/tasks?limit=100')).json()) as {
      tasks: { type: string }[];
    };
    expect(new Set(tasks.map(({ type }) => type))).toEqual(new Set(['video_generation']));
  });
});

it('survive a restart of the gateway', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'onereel-webhooks-'));
  answers.set('/restart', [500]);
  try {
    const before = await start({ dataDir });
    const id = await generate(before, '/restart');
    await arrived('/restart');
    await before.close();
    const after = await start({ dataDir });
    try {
      const [first, second] = await arrived('/restart', 2);
      expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
      expect(await unwrap(second)).toMatchObject({ data: { id } });
    } finally {
      await after.close();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

it('are not sent to private addresses, and signed by the owner alone without a secret for all', async () => {
  const strict = await start({ allowPrivateHosts: [], webhookSecret: undefined });
  try {
    const response = await strict.fetch('/api/v1/videos/generate', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...SMALL, callback_url: `${origin}/private` }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      error: { code: 'url_not_allowed', param: 'callback_url' },
    });
  } finally {
    await strict.close();
  }
  const owned = await start({ webhookSecret: undefined });
  try {
    const answer = await owned.fetch('/api/v1/webhooks/secret');
    const { secret } = (await answer.json()) as { secret: string };
    await generate(owned, '/owner-only');
    const [message] = await arrived('/owner-only');
    await unwrap(message, secret);
    await expect(unwrap(message)).rejects.toThrow(/signature/i);
  } finally {
    await owned.close();
  }
});
