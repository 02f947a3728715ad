import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sign } from 'jsonwebtoken';
import { isTerminal } from '@onereel/core';
import { TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { SAMPLE_IMAGE } from '@onereel/core/testing';
import { callBack } from '../http/kling-callback';
import { startTestGateway, TEST_KEY, type TestGateway } from '../http/test-gateway';
import { VolcengineClient } from '../providers-jimeng/volcengine-client';
import type { FaultName } from '../simulators/frame/faults';
import type { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { simulatedServiceAccount } from '../simulators/vendors/google-account';
import { type Json, pause } from './vendor-behind-gateway';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const CALLBACK = `whsec_${base64('canary-of-vendor-callbacks-000001')}`;
const WEBHOOK = `whsec_${base64('canary-of-client-webhooks-0000002')}`;
const SECRET_KEY = '1ca4a11e'.repeat(8);
const PROMPT_LLM_KEY = 'canary-prompt-llm-key-000003';
/** Keys that clients bring by mistake. */
const IN_QUERY = 'canary-in-a-query-000000004';
const WRONG_KEY = 'sk-canaryWrongKey00000000006';
const STATIC = {
  ...{
    'client key': TEST_KEY,
    'secret of vendor accounts': 'simulated-sk',
    'vendor API key': 'simulated-key',
  },
  ...{ 'callback secret': CALLBACK, 'webhook secret': WEBHOOK, 'secret key': SECRET_KEY },
  ...{ 'language model key': PROMPT_LLM_KEY, 'key in a query': IN_QUERY },
  'wrong key': WRONG_KEY,
};
/** What must not be anywhere, by name. */
const CANARIES = new Map<string, string>();

const FAULTS: readonly (FaultName | undefined)[] = [
  ...[undefined, 'bad-credentials', 'rate-limited', 'input-moderation'],
  ...['server-error-before', 'server-error-after', 'lost-response', 'malformed-create'],
  ...['malformed-poll', 'generation-failed', 'done-without-url', 'link-expired', 'not-a-video'],
] as (FaultName | undefined)[];

let vendors: Readonly<Record<'kling' | 'jimeng' | 'ark' | 'vertex' | 'relay' | 'gemini', Simulator>>;
let gateway: TestGateway;
let outside: Server;
let origin: string;
/** Every answer a client saw. */
const answers: string[] = [];

/** Pictures behind signed links, a language model that repeats the key it was given, and clients' callbacks. */
function serveOutside(): Promise<Server> {
  const server = createServer((request, response) => {
    request.resume();
    if (request.url?.includes('/chat/completions')) {
      const said = `no such key: ${request.headers.authorization ?? ''}`;
      return void response
        .writeHead(401, { 'content-type': 'application/json' })
        .end(JSON.stringify({ error: said }));
    }
    if (request.url?.startsWith('/broken')) return void response.writeHead(403).end(`denied ${request.url}`);
    response.setHeader('content-type', 'image/png').end(SAMPLE_IMAGE);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

beforeAll(async () => {
  const timing = { queuedSeconds: 0, runSeconds: 0 };
  const [kling, jimeng, ark, vertex, relay, gemini] = await Promise.all(
    (['kling', 'jimeng', 'ark', 'vertex', 'relay', 'gemini'] as const).map((vendor) =>
      startSimulator({ vendor, timing }),
    ),
  );
  vendors = { kling, jimeng, ark, vertex, relay, gemini };
  outside = await serveOutside();
  origin = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  const account = simulatedServiceAccount(vertex.url);
  for (const [name, secret] of Object.entries(STATIC)) CANARIES.set(name, secret);
  CANARIES.set('private key', account.private_key.split('\n')[3]);
  gateway = await startTestGateway(
    {
      ...{
        logLevel: 'debug',
        allowPrivateHosts: ['127.0.0.1'],
        webhookSecret: WEBHOOK,
        rateLimitPerMinute: 0,
      },
      ...{
        retryDelaySeconds: 0.05,
        maxRetries: 1,
        publicUrl: 'https://video.example.com',
        maxConcurrent: 200,
      },
      ...{ secretKey: Buffer.from(SECRET_KEY, 'hex') },
      ...{ promptLlmBaseUrl: `${origin}/v1`, promptLlmApiKey: PROMPT_LLM_KEY, promptLlmModel: 'writer' },
      providers: ['veo', 'kling', 'jimeng', 'sandbox'].map((name) => `@onereel/providers-${name}`),
    },
    {
      ...Object.assign({}, ...Object.values(vendors).map(({ environment }) => environment)),
      ...{ GOOGLE_APPLICATION_CREDENTIALS_JSON: JSON.stringify(account), KLING_WEBHOOK_SECRET: CALLBACK },
      ...{ KLING_POLL_SECONDS: '0.1', JIMENG_POLL_SECONDS: '0.1', VEO_POLL_SECONDS: '0.1' },
    },
  );
});
afterAll(async () => {
  await gateway?.close();
  outside?.closeAllConnections();
  outside?.close();
  await Promise.all(Object.values(vendors ?? {}).map((vendor) => vendor.close()));
});

/** A call whose whole answer, headers included, is kept. */
async function call(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Json> {
  const json = body && { 'content-type': 'application/json' };
  const sent = { method, headers: { ...json, ...headers }, ...(body && { body: JSON.stringify(body) }) };
  const response = await gateway.fetch(path, sent);
  const isText = /json|text/.test(response.headers.get('content-type') ?? '');
  const text = isText ? await response.text() : '';
  if (!isText) await response.body?.cancel();
  answers.push([...response.headers].join('\n'), text);
  return text.startsWith('{') ? JSON.parse(text) : {};
}

interface Way {
  readonly name: string;
  /** With links that are signed with `signature`. */
  create(model: string, prompt: string, signature: string): Promise<Json>;
  readonly read: (id: string) => Promise<Json>;
}

const picture = (signature: string): string =>
  `${origin}/picture.png?X-Amz-Signature=${signature}&token=${signature}`;
const jimengCall = (action: string, body: object): Promise<Json> =>
  call('POST', `/jimeng/?Action=${action}&Version=2022-08-31`, body);

/** Every dialect. */
const WAYS: readonly Way[] = [
  {
    name: 'openai',
    create: (model, prompt, signature) =>
      call('POST', '/v1/videos', {
        model,
        prompt,
        seconds: '5',
        input_reference: { image_url: picture(signature) },
      }),
    read: (id) => call('GET', `/v1/videos/${id}`),
  },
  {
    name: 'native',
    create: (model, prompt, signature) =>
      call('POST', '/api/v1/videos/generate', {
        ...{ model, prompt, image: picture(signature), optimize_prompt: true },
        callback_url: `${origin}/hook?token=${signature}`,
      }),
    read: (id) => call('GET', `/api/v1/tasks/${id}`),
  },
  {
    name: 'video/create',
    create: (model, prompt, signature) =>
      call('POST', '/v1/video/create', { model, prompt, images: [picture(signature)] }),
    read: (id) => call('GET', `/v1/video/query?id=${id}`),
  },
  {
    name: 'video/generations',
    create: (model, prompt, signature) =>
      call('POST', '/v1/video/generations', { model, prompt, image: picture(signature) }),
    read: (id) => call('GET', `/v1/video/generations/${id}`),
  },
  {
    name: 'kling',
    create: (model_name, prompt, signature) =>
      call('POST', '/kling/v1/videos/image2video', { model_name, prompt, image: picture(signature) }),
    read: (id) => call('GET', `/kling/v1/videos/image2video/${id}`),
  },
  {
    name: 'jimeng',
    create: (req_key, prompt, signature) =>
      jimengCall('CVSync2AsyncSubmitTask', { req_key, prompt, image_urls: [picture(signature)] }),
    read: (task_id) => jimengCall('CVSync2AsyncGetResult', { req_key: 'jimeng_t2v_v30', task_id }),
  },
];

/** A model of every vendor that is there. */
const MODELS = ['kling-v2-6', 'jimeng-3.0', 'seedance-1-5-pro', 'veo-3.1-fast-generate-001', 'veo3'];

/** Waits for the ends of tasks and for their callbacks, and gives what is still open: nobody knows what became of it. */
async function stillOpen(ids: readonly string[]): Promise<ReadonlySet<string>> {
  const store = gateway.app.get<TaskStore>(TASK_STORE);
  const open = new Set(ids);
  for (let tries = 0; tries < 20 && open.size > 0; tries += 1) {
    for (const id of open) {
      const task = await store.get(id);
      const isHeard = async (): Promise<boolean> =>
        task?.callbackUrl == null || (await store.traces(id)).some(({ event }) => event === 'webhook');
      if (task !== undefined && isTerminal(task.status) && (await isHeard())) open.delete(id);
    }
    await pause(100);
  }
  return open;
}

/** Every place a secret could have come to: its name, and what is there. */
async function places(): Promise<[string, string][]> {
  const entries = await readdir(gateway.dataDir, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const stored = files.map(async (file): Promise<[string, string]> => [file, await readFile(file, 'latin1')]);
  return [['the log', gateway.logged()], ['an answer', answers.join('\n')], ...(await Promise.all(stored))];
}

/** Plain, in a URL, and in base64, whatever stood before it. */
function spellings(secret: string): string[] {
  const shifted = [0, 1, 2].map((before) => base64('x'.repeat(before) + secret).slice(before && 4, -4));
  return [secret, encodeURIComponent(secret), ...(secret.length < 16 ? [base64(secret)] : shifted)];
}

async function leaks(): Promise<string[]> {
  const found: string[] = [];
  for (const [place, content] of await places()) {
    for (const [name, secret] of CANARIES) {
      const spelled = spellings(secret).find((text) => content.includes(text));
      if (spelled === undefined) continue;
      const at = content.indexOf(spelled);
      found.push(`${name} in ${place}: …${content.slice(Math.max(0, at - 160), at + 60)}`);
    }
  }
  return found;
}

/** Keys in every scheme, right and wrong, in headers and in queries; what is made of them is a secret, too. */
async function knock(): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  const token = sign({ iss: 'tester', exp: now + 1800, nbf: now - 5 }, TEST_KEY, { noTimestamp: true });
  CANARIES.set('signed token', token);
  await call('GET', '/kling/v1/videos/text2video', undefined, { authorization: `Bearer ${token}` });
  for (const authorization of [`Bearer ${WRONG_KEY}`, WRONG_KEY, `Basic ${WRONG_KEY}`, `Token ${TEST_KEY}`]) {
    await call('GET', '/v1/models', undefined, { authorization });
  }
  for (const name of ['key', 'api_key', 'access_token', 'token', 'X-Amz-Signature', 'secret']) {
    await call('GET', `/v1/models?${name}=${IN_QUERY}`, undefined, { authorization: '' });
    await call('GET', `/nowhere?${name}=${IN_QUERY}`);
  }
  const accounts = [TEST_KEY, WRONG_KEY].map((secretKey) => ({ accessKeyId: 'tester', secretKey }));
  for (const account of accounts) {
    answers.push(
      JSON.stringify(await new VolcengineClient(gateway.url, account, '/jimeng/').result('vid_none')),
    );
  }
  await callBack(gateway, { id: 'nobody', status: 'succeeded' }, { secret: CALLBACK });
  await callBack(gateway, { id: 'nobody', status: 'succeeded' }, { secret: WEBHOOK });
  await call('GET', '/metrics');
  await call('GET', '/health');
  await call('GET', '/v1/models');
}

const started = async (ids: readonly string[]): Promise<void> => {
  for (let tries = 0; tries < 10; tries += 1) {
    const states = await Promise.all(ids.map(async (id) => (await WAYS[1].read(id)).status));
    if (!states.includes('pending')) return;
    await pause(100);
  }
};

describe('canaries', () => {
  it('come in by every way, under every fault, and come out nowhere', async () => {
    const told = await gateway.fetch('/api/v1/webhooks/secret');
    CANARIES.set('webhook secret of an owner', ((await told.json()) as { secret: string }).secret.slice(6));
    const signatures = new Map<string, string>();
    for (const [round, fault] of FAULTS.entries()) {
      for (const vendor of Object.values(vendors)) vendor.setFaults(...(fault ? [fault] : []));
      const asked = MODELS.map(async (model, n) => {
        const signature = `canary-signature-of-link-${round}-${n}-x`;
        const body = await WAYS[(n + round) % WAYS.length].create(model, String(fault), signature);
        const id = String(body.id ?? body.task_id ?? body.data?.task_id);
        if (id.startsWith('vid_')) signatures.set(id, signature);
        return id;
      });
      await started((await Promise.all(asked)).filter((id) => id.startsWith('vid_')));
    }
    const ids = [...signatures.keys()];
    await knock();
    // Some would be asked about for minutes: whoever gives up on them ends them, too.
    for (const id of await stillOpen(ids)) await call('POST', `/api/v1/tasks/${id}/cancel`);
    const open = await stillOpen(ids);
    for (const [n, id] of ids.entries()) {
      await WAYS[n % WAYS.length].read(id);
      await call('GET', `/api/v1/tasks/${id}/explain`);
      if (!open.has(id)) CANARIES.set(`signature of a link of ${id}, which ended`, signatures.get(id) ?? '');
    }
    expect(ids.length).toBeGreaterThan(FAULTS.length * 2);
    expect(ids.length - open.size).toBeGreaterThan(FAULTS.length * 2);
    // What is open may need its links; they are in the database and nowhere else.
    const needed = [...open].map((id) => signatures.get(id) ?? '');
    const elsewhere = (await places()).filter(([place]) => !/onereel\.db/.test(place));
    expect(elsewhere.filter(([, content]) => needed.some((one) => content.includes(one)))).toEqual([]);
    await gateway.stop();
    expect(await leaks()).toEqual([]);
  }, 100_000);
});
