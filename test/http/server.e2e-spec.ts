import { type TestGateway, startTestGateway } from './test-gateway';

/** Quick to render. */
const SMALLEST = { duration: 1, fps: 24, resolution: '256x144' };

describe('server', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  it.each([
    ['/', 200, 'text/html'],
    ['/health/live', 200, 'application/json'],
    ['/health/ready', 200, 'application/json'],
    ['/docs', 200, 'text/html'],
    ['/docs/swagger-ui-bundle.js', 200, 'text/javascript'],
    ['/docs/page.js', 200, 'text/javascript'],
    ['/openapi.json', 200, 'application/json'],
    ['/openapi/openai.json', 200, 'application/json'],
    ['/metrics', 401, 'application/json'],
    ['/nowhere', 404, 'application/json'],
    ['/%E0%A4%A', 400, 'application/json'],
    ['/files/a.mp4?expires=9999999999&signature=x', 403, 'application/json'],
  ])('answers GET %s without a key with %i', async (path, status, type) => {
    const response = await gateway.fetch(path, { headers: { authorization: '' } });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain(type);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('x-powered-by')).toBeNull();
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('loads nothing from elsewhere on its pages', async () => {
    for (const path of ['/', '/docs']) {
      const page = await (await gateway.fetch(path)).text();
      const loaded = [...page.matchAll(/(?:src|<link[^>]* href)=["']([^"']+)["']/g)].map(([, link]) => link);
      expect(loaded.filter((link) => /^(https?:)?\/\//.test(link))).toEqual([]);
      expect(page).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S/);
    }
  });

  it('names unknown routes and keeps their query to itself', async () => {
    const response = await gateway.fetch('/nowhere?token=abc');
    expect(await response.json()).toMatchObject({
      error: {
        code: 'not_found',
        message: 'There is no GET /nowhere. All routes are listed under /docs.',
      },
    });
  });

  it.each([
    ['a harmless id', 'my-request.1', true],
    ['an id with blanks', 'a b', false],
    ['an endless id', 'x'.repeat(200), false],
  ])('echoes %s: %s', async (_name, id, echoed) => {
    const response = await gateway.fetch('/health/live', { headers: { 'x-request-id': id } });
    const answered = response.headers.get('x-request-id');
    if (echoed) expect(answered).toBe(id);
    else expect(answered).toMatch(/^req_[0-9a-f]{32}$/);
  });

  it('reports what it needs and every provider', async () => {
    const ready = (await (await gateway.fetch('/health/ready')).json()) as Record<string, unknown>;
    expect(ready).toMatchObject({
      store: { ok: true, message: null },
      queue: { ok: true },
      artifacts: { ok: true },
      providers: [{ id: 'sandbox', status: 'ready', missing: [], resting: [] }],
    });
  });

  it('measures requests by route, refused ones too', async () => {
    await gateway.fetch('/v1/models', { headers: { authorization: '' } });
    await gateway.fetch('/v1/models/sandbox');
    const page = await (await gateway.fetch('/metrics')).text();
    expect(page).toMatch(
      /onereel_http_request_duration_seconds_count\{method="GET",route="\/v1\/models",status="401"\} \d+/,
    );
    expect(page).toContain('route="/v1/models/:id",status="200"');
    expect(page).toContain('onereel_provider_configured{provider="sandbox"} 1');
    expect(page).toMatch(/^onereel_queue_jobs\{state="waiting"\} \d+$/m);
    expect(page).toMatch(/^process_resident_memory_bytes \d+/m);
  });

  it('counts what the engine does', async () => {
    const body = JSON.stringify({ ...SMALLEST, model: 'sandbox', prompt: 'x' });
    const headers = { 'content-type': 'application/json' };
    const created = await gateway.fetch('/api/v1/videos/generate', { method: 'POST', headers, body });
    const { task_id: id } = (await created.json()) as { task_id: string };
    await (await gateway.fetch(`/api/v1/tasks/${id}/events`)).text();
    const page = await (await gateway.fetch('/metrics')).text();
    for (const status of ['queued', 'processing', 'completed']) {
      expect(page).toContain(`onereel_tasks_total{kind="generate",status="${status}"} 1`);
    }
    expect(page).toContain('onereel_step_duration_seconds_count{kind="submit",result="done"} 1');
    expect(page).toContain('onereel_step_duration_seconds_count{kind="archive",result="done"} 1');
    expect(page).toMatch(/^onereel_archived_bytes_total [1-9]\d{2,}$/m);
    expect(page).toMatch(/^# TYPE onereel_provider_call_duration_seconds histogram$/m);
  });

  it('lists models with capabilities and finds one by id', async () => {
    const list = (await (await gateway.fetch('/v1/models')).json()) as {
      object: string;
      data: { id: string }[];
    };
    expect(list.object).toBe('list');
    const [first] = list.data;
    expect(first).toMatchObject({
      id: 'sandbox',
      object: 'model',
      owned_by: 'sandbox',
      configured: true,
      missing: [],
      capabilities: { modes: expect.arrayContaining(['text-to-video']) as unknown },
    });
    expect(await (await gateway.fetch('/v1/models/sandbox')).json()).toEqual(first);
    const unknown = await gateway.fetch('/v1/models/nothing');
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ error: { code: 'not_found', param: 'id' } });
  });

  it('is closed to other origins unless they are listed', async () => {
    const open = await startTestGateway({ corsOrigins: ['https://app.example.com'] });
    try {
      const preflight = await open.fetch('/v1/models', {
        method: 'OPTIONS',
        headers: {
          authorization: '',
          origin: 'https://app.example.com',
          'access-control-request-method': 'GET',
          'access-control-request-headers': 'authorization',
        },
      });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
      const stranger = await open.fetch('/v1/models', { headers: { origin: 'https://evil.example' } });
      expect(stranger.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    } finally {
      await open.close();
    }
  });

  it('hides documents and metrics when told to', async () => {
    const closed = await startTestGateway({ openDocs: false, metrics: 'off' });
    try {
      const statuses = await Promise.all(
        ['/docs', '/openapi.json', '/metrics'].map(async (path) => (await closed.fetch(path)).status),
      );
      expect(statuses).toEqual([404, 404, 404]);
    } finally {
      await closed.close();
    }
  });

  it('is not ready without ffmpeg and says how to get it', async () => {
    const lame = await startTestGateway({ ffmpegPath: '/nowhere/ffmpeg', ffprobePath: '/nowhere/ffprobe' });
    try {
      const response = await lame.fetch('/health/ready', { headers: { authorization: '' } });
      expect(response.status).toBe(503);
      expect(await response.json()).toMatchObject({
        status: 'not_ready',
        store: { ok: true },
        ffmpeg: {
          ok: false,
          version: null,
          message: expect.stringMatching(/ffmpeg.*not found.*Install FFmpeg with/) as unknown,
        },
      });
    } finally {
      await lame.close();
    }
  });
});
