import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { TaskView } from '@onereel/core';
import { sampleVideo } from './vendor/sample-video';
import { type RunningEngine, startEngine } from './vendor/start-engine';
import { VendorProvider } from './vendor/vendor-provider';
import { VendorSimulator } from './vendor/vendor-simulator';

const caller = { ownerId: 'tester' };
let vendor: VendorSimulator;
let chat: Server;
let answer: { status: number; content: string };
let asked: { path?: string; authorization?: string; model?: string }[];
let dataDir: string;
let engine: RunningEngine;

beforeAll(async () => {
  vendor = await VendorSimulator.start(await sampleVideo());
  chat = createServer((request, response) => {
    void json(request).then((body) => {
      const { model } = body as { model: string };
      asked.push({ path: request.url, authorization: request.headers.authorization, model });
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ choices: [{ message: { role: 'assistant', content: answer.content } }] }),
      );
    });
  });
  await new Promise<void>((resolve) => chat.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  await vendor.stop();
  chat.closeAllConnections();
  chat.close();
});

beforeEach(async () => {
  asked = [];
  dataDir = await mkdtemp(join(tmpdir(), 'onereel-prompt-'));
});

afterEach(async () => {
  await engine.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function make(prompt: string, configured: boolean): Promise<TaskView> {
  const baseUrl = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/v1/`;
  const provider = new VendorProvider({ url: vendor.url, reconcile: true });
  const promptModel = configured ? { baseUrl, apiKey: 'secret-key', model: 'writer' } : undefined;
  engine = await startEngine({ dataDir, provider, settings: { promptModel } });
  const request = { model: 'vendor-1', prompt, enhancePrompt: true };
  let view = await engine.gateway.create({ dialect: 'native', request, inputs: [] }, caller);
  for await (const { task } of engine.gateway.events(view.id, caller, AbortSignal.timeout(9_000)))
    view = task;
  expect(view.status).toBe('completed');
  return view;
}

test('a prompt is rewritten once by the chat model before it is sent', async () => {
  answer = { status: 200, content: ' A cat walks slowly along a sunlit wall. ' };
  const { applied, request, warnings } = await make('cat', true);
  expect(asked).toEqual([
    { path: '/v1/chat/completions', authorization: 'Bearer secret-key', model: 'writer' },
  ]);
  expect(applied).toMatchObject({ optimizedPrompt: 'A cat walks slowly along a sunlit wall.' });
  expect(request.prompt).toBe('cat');
  expect(warnings).toEqual([]);
  expect(vendor.takenFor('A cat walks slowly along a sunlit wall.')).toHaveLength(1);
});

test('the original is used, with a warning, when the chat model fails', async () => {
  answer = { status: 500, content: '' };
  const { warnings } = await make('dog', true);
  expect(warnings).toMatchObject([{ field: 'enhancePrompt' }]);
  expect(JSON.stringify(warnings)).not.toContain('secret-key');
  expect(vendor.takenFor('dog')).toHaveLength(1);
});

test('without a chat model the warning names the keys to set', async () => {
  const { warnings } = await make('bird', false);
  expect(warnings).toHaveLength(1);
  expect(warnings[0].message).toMatch(/PROMPT_LLM_BASE_URL.*PROMPT_LLM_API_KEY.*PROMPT_LLM_MODEL/);
  expect(asked).toEqual([]);
  expect(vendor.takenFor('bird')).toHaveLength(1);
});
