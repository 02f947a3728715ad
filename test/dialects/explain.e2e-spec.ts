import { startTestGateway, type TestGateway as TestGatewayHandle } from '../http/test-gateway';
import type { FaultName } from '../simulators/frame/faults';
import type { Simulator } from '../simulators/frame/simulator';
import { startSimulator } from '../simulators/start-simulator';
import { BOB, startGateway, type TestGateway } from './start-gateway';

const SMALL = {
  model: 'sandbox',
  prompt: 'a wave',
  duration: 1,
  resolution: '320x180',
  optimize_prompt: true,
};

interface Moment {
  readonly at: string;
  readonly event: string;
  readonly data: Record<string, unknown>;
}

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const explain = async (id: string, headers = {}) =>
  gateway.call('GET', `/api/v1/tasks/${id}/explain`, undefined, headers);

describe('GET /api/v1/tasks/{id}/explain', () => {
  it('tells what happened, in order, and what it costs', async () => {
    const { body } = await gateway.call('POST', '/api/v1/videos/generate', SMALL);
    await gateway.finished(body.task_id);
    const { status, body: explanation } = await explain(body.task_id);
    expect(status).toBe(200);
    expect(explanation).toMatchObject({
      task_id: body.task_id,
      status: 'completed',
      model: 'sandbox',
      provider: 'sandbox',
      attempts: 1,
      vendor_task_id: expect.any(String),
      cost_estimate: { amount: 0, currency: 'USD', seconds: 1, videos: 1 },
      vendor_cost: { amount: 0, unit: 'USD' },
    });
    const timeline: Moment[] = explanation.timeline;
    const events = timeline.map(({ event }) => event);
    for (const event of ['created', 'warning', 'accepted', 'vendor_completed', 'archived']) {
      expect(events).toContain(event);
    }
    expect(
      timeline.filter(({ event }) => event === 'status').map(({ data }) => [data.from, data.to]),
    ).toEqual([
      ['pending', 'processing'],
      ['processing', 'completed'],
    ]);
    expect(timeline.map(({ at }) => at)).toEqual(timeline.map(({ at }) => at).sort());
    expect(JSON.stringify(explanation)).not.toContain('outputs/');
  });

  it('tells why a task failed', async () => {
    const simulate = { ...SMALL, provider_options: { sandbox: { simulate: 'moderated_input' } } };
    const { body } = await gateway.call('POST', '/api/v1/videos/generate', simulate);
    await gateway.finished(body.task_id);
    const timeline: Moment[] = (await explain(body.task_id)).body.timeline;
    expect(timeline.at(-1)).toMatchObject({
      event: 'status',
      data: { to: 'failed', code: 'moderated_input' },
    });
  });

  it('belongs to the owner', async () => {
    const { body } = await gateway.call('POST', '/v1/videos', { model: 'sandbox', prompt: 'a', seconds: 1 });
    expect(await explain(body.id)).toMatchObject({ status: 200 });
    const answers = [await explain(body.id, { authorization: `Bearer ${BOB}` }), await explain('vid_none')];
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
    }
  });
});

describe('explain with a vendor behind it', () => {
  const VENDOR_SECRETS = /simulated-(sk|key)|Bearer eyJ/;
  const FAULTS: readonly (FaultName | undefined)[] = [
    undefined,
    'bad-credentials',
    'input-moderation',
    'server-error-after',
    'lost-response',
    'malformed-create',
    'generation-failed',
    'done-without-url',
  ];
  let simulator: Simulator;
  let kling: TestGatewayHandle;

  beforeAll(async () => {
    simulator = await startSimulator({ vendor: 'kling', timing: { queuedSeconds: 0.1, runSeconds: 0.2 } });
    kling = await startTestGateway(
      { providers: ['@onereel/providers-kling'], retryDelaySeconds: 0.1, maxRetries: 1 },
      { ...simulator.environment, KLING_POLL_SECONDS: '0.2' },
    );
  });
  afterAll(async () => {
    await kling?.close();
    await simulator?.close();
  });

  const read = async (path: string, body?: object) => {
    const sent = body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    };
    return (await (await kling.fetch(path, sent)).json()) as Record<string, unknown>;
  };

  const settled = async (id: string): Promise<void> => {
    for (let tries = 0; tries < 150; tries += 1) {
      const { status } = await read(`/api/v1/tasks/${id}`);
      if (status !== 'pending' && status !== 'processing') return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`task ${id} does not end`);
  };

  it.each(FAULTS)(
    'names every call and no secret, fault %s',
    async (fault) => {
      simulator.setFaults(...(fault === undefined ? [] : [fault]));
      const created = await read('/api/v1/videos/generate', {
        model: 'kling-v2-6',
        prompt: 'a boat',
        duration: 5,
      });
      const id = String(created.task_id);
      await settled(id);
      const explanation = await read(`/api/v1/tasks/${id}/explain`);
      const calls = (explanation.timeline as Moment[]).filter(({ event }) => event === 'vendor_call');
      expect(calls[0].data).toMatchObject({ method: 'POST', host: expect.stringMatching(/^127\.0\.0\.1:/) });
      for (const { data } of calls) {
        expect(data.durationMs).toEqual(expect.any(Number));
        expect(data.status ?? data.error).toBeDefined();
        expect(Object.keys(data)).not.toContain('path');
      }
      if (fault === undefined) {
        expect(calls.map(({ data }) => data.method)).toContain('GET');
        const accepted = (explanation.timeline as Moment[]).find(({ event }) => event === 'accepted');
        expect(accepted?.data.requestId).toEqual(expect.any(String));
        expect(explanation.cost_estimate).toMatchObject({ videos: 1 });
      }
      if (fault === 'bad-credentials') expect(explanation.cost_estimate).toBeNull();
      expect(JSON.stringify(explanation)).not.toMatch(VENDOR_SECRETS);
      expect(kling.logged()).not.toMatch(VENDOR_SECRETS);
    },
    30_000,
  );
});
