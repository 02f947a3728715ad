import { OTHER_KEY, startTestGateway, type TestGateway } from '../http/test-gateway';

jest.setTimeout(120_000);

const PREFIX = '/openapi/capcut-mate/v1';

// The shapes differ per route; tests look into them freely.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Body = any;

describe('renders', () => {
  let gateway: TestGateway;
  let draftUrl: string;
  let draftId: string;
  beforeAll(async () => {
    gateway = await startTestGateway();
    draftUrl = (await send('POST', `${PREFIX}/create_draft`, { width: 320, height: 180 })).body.draft_url;
    draftId = new URL(draftUrl).searchParams.get('draft_id') ?? '';
    const captions = [{ start: 0, end: 800_000, text: 'Hello' }];
    await send('POST', `${PREFIX}/add_captions`, { draft_url: draftUrl, captions });
  });
  afterAll(() => gateway.close());

  async function send(
    method: string,
    path: string,
    sent?: object,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: Body }> {
    const init = { method, headers: { 'content-type': 'application/json', ...headers } };
    const response = await gateway.fetch(path, { ...init, body: sent && JSON.stringify(sent) });
    return { status: response.status, body: await response.json() };
  }
  const create = (order: object, headers?: Record<string, string>) =>
    send('POST', '/api/v1/renders', order, headers);

  async function finished(id: string): Promise<Body> {
    for (let tries = 0; tries < 400; tries++) {
      const { body } = await send('GET', `/api/v1/renders/${id}`);
      if (!['pending', 'processing'].includes(body.status)) return body;
      await new Promise((settle) => setTimeout(settle, 100));
    }
    throw new Error('The render does not end.');
  }

  it('renders a draft: status, list, events, report, page, content with ranges, deletion', async () => {
    const order = { draft_id: draftId, format: 'webm', preset: 'speed', watermark: { text: 'ONE' } };
    const first = await create(order, { 'idempotency-key': 'once' });
    expect(first).toMatchObject({
      status: 202,
      body: { draft_id: draftId, options: { format: 'webm', preset: 'speed' } },
    });
    const { id } = first.body;
    expect((await create(order, { 'idempotency-key': 'once' })).body.id).toBe(id);
    expect((await create({ ...order, fps: 10 }, { 'idempotency-key': 'once' })).status).toBe(409);

    const events = await (await gateway.fetch(`/api/v1/renders/${id}/events`)).text();
    expect(events).toMatch(/event: render\ndata: \{[^\n]*"status":"completed"/);
    const film = await finished(id);
    expect(film).toMatchObject({ status: 'completed', progress: 100, error: null });
    expect(film.result).toMatchObject({ media_type: 'video/webm', width: 320, height: 180 });

    const part = await gateway.fetch(`/api/v1/renders/${id}/content`, { headers: { range: 'bytes=0-3' } });
    expect([part.status, Buffer.from(await part.arrayBuffer()).toString('hex')]).toEqual([206, '1a45dfa3']);
    const head = await gateway.fetch(`/api/v1/renders/${id}/content`, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe(String(film.result.bytes));

    const report = (await send('GET', `/api/v1/renders/${id}/report`)).body;
    expect(report.counts).toEqual(film.report.counts);
    expect(report.rows.map((row: Body) => row.construct)).toContain('text');
    const page = await gateway.fetch(`/api/v1/renders/${id}/report.html`);
    expect(await page.text()).toMatch(/Render report[^]*data:image\/jpeg;base64/);

    const listed = (await send('GET', `/api/v1/renders?draft_id=${draftId}&status=completed`)).body;
    expect(listed.renders.map((each: Body) => each.id)).toContain(id);
    expect(
      (await send('GET', `/api/v1/renders/${id}`, undefined, { authorization: `Bearer ${OTHER_KEY}` }))
        .status,
    ).toBe(404);
    expect((await send('DELETE', `/api/v1/renders/${id}`)).body).toEqual({ id, deleted: true });
    expect((await send('GET', `/api/v1/renders/${id}`)).status).toBe(404);
  });

  it('renders a timeline that is sent along, as GIF', async () => {
    const draft = (await send('GET', `/api/v1/drafts/${draftId}/content`)).body;
    const { status, body } = await create({ draft, format: 'gif', width: 160, range: { end: 0.4 } });
    expect(status).toBe(202);
    expect(body.draft_id).not.toBe(draftId);
    expect((await finished(body.id)).result).toMatchObject({
      media_type: 'image/gif',
      width: 160,
      height: 90,
    });
  });

  it.each<[object, string]>([
    [{ codec: 'vp9', format: 'mp4' }, 'codec'],
    [{ format: 'm4a', width: 320 }, 'width'],
    [{ crf: 60 }, 'crf'],
    [{ crf: 20, bitrate_kbps: 900 }, 'bitrate_kbps'],
    [{ codec: 'prores', crf: 20 }, 'crf'],
    [{ range: { start: 2, end: 1 } }, 'range.end'],
    [{ range: { start: 50 } }, 'range.start'],
    [{ watermark: { position: 'top' } }, 'watermark'],
    [{ format: 'gif', fps: 60 }, 'fps'],
    [{ draft: {} }, 'draft_id'],
  ])('refuses %j', async (order, param) => {
    expect(await create({ draft_id: draftId, ...order })).toMatchObject({
      status: 400,
      body: { error: { param } },
    });
  });

  async function preview(order: object): Promise<{ status: number; headers: Headers; picture: Buffer }> {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(order) };
    const response = await gateway.fetch('/api/v1/renders/preview', init);
    return {
      status: response.status,
      headers: response.headers,
      picture: Buffer.from(await response.arrayBuffer()),
    };
  }

  it.each<[string, string]>([
    ['png', '89504e470d0a1a0a'],
    ['jpeg', 'ffd8ff'],
    ['webp', '52494646'],
  ])('draws one frame as %s, the second time from memory', async (format, magic) => {
    const order = { draft_id: draftId, at: 0.4, format, width: 160 };
    const first = await preview(order);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, `image/${format}`]);
    expect(first.picture.subarray(0, magic.length / 2).toString('hex')).toBe(magic);
    if (format === 'png')
      expect([first.picture.readUInt32BE(16), first.picture.readUInt32BE(20)]).toEqual([160, 90]);
    const again = await preview(order);
    expect([first, again].map(({ headers }) => headers.get('x-preview-cache'))).toEqual(['miss', 'hit']);
    expect(again.picture.equals(first.picture)).toBe(true);
  });

  it('draws a timeline that is sent along; another text is another picture', async () => {
    const draft = (await send('GET', `/api/v1/drafts/${draftId}/content`)).body;
    const changed = JSON.parse(JSON.stringify(draft).replaceAll('Hello', 'Howdy')) as object;
    const [first, second] = [await preview({ draft, at: 0.4 }), await preview({ draft: changed, at: 0.4 })];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(first.picture.equals(second.picture)).toBe(false);
    expect(first.headers.get('etag')).not.toBe(second.headers.get('etag'));
  });

  it.each<[object, number, string | undefined]>([
    [{ at: 50 }, 400, 'at'],
    [{ at: -1 }, 400, 'at'],
    [{ at: 0, format: 'bmp' }, 400, 'format'],
    [{ at: 0, width: 7 }, 400, 'width'],
    [{ draft_id: 'nothing' }, 404, undefined],
  ])('refuses a frame of %j', async (order, status, param) => {
    const answer = await preview({ draft_id: draftId, ...order });
    expect(answer.status).toBe(status);
    const { error } = JSON.parse(answer.picture.toString()) as Body;
    if (param !== undefined) expect(error.param).toBe(param);
  });

  it('refuses a strict render at once when a file is lost, naming it', async () => {
    const draft = (await send('GET', `/api/v1/drafts/${draftId}/content`)).body;
    const lost = { id: 'lost', type: 'video', path: 'C:/clips/lost.mp4', duration: 800_000 };
    const range = { start: 0, duration: 800_000 };
    const segment = { id: 's', material_id: 'lost', target_timerange: range, source_timerange: range };
    const broken = {
      ...draft,
      materials: { ...draft.materials, videos: [lost] },
      tracks: [{ id: 't', type: 'video', segments: [segment] }, ...draft.tracks],
    };
    const count = async (): Promise<number> => (await send('GET', '/api/v1/renders')).body.renders.length;
    const before = await count();
    const refused = await create({ draft: broken, strict: true });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'render_refused' } } });
    expect(refused.body.error.message).toMatch(/1 construct.*not found/);
    expect(await count()).toBe(before);
    const { headers, picture } = await preview({ draft: broken, at: 0.4 });
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(
      [headers, (await preview({ draft: broken, at: 0.4 })).headers].map((each) =>
        each.get('x-preview-cache'),
      ),
    ).toEqual(['miss', 'miss']);
  });

  it('tells gen_video_status the report', async () => {
    await send('POST', `${PREFIX}/gen_video`, { draft_url: draftUrl });
    for (let tries = 0; tries < 400; tries++) {
      const { body } = await send('POST', `${PREFIX}/gen_video_status`, { draft_url: draftUrl });
      if (body.status === 'completed') {
        expect(body.report.rows.length).toBeGreaterThan(0);
        expect((await gateway.fetch(new URL(body.report_url).pathname)).status).toBe(200);
        return;
      }
      expect(['pending', 'processing']).toContain(body.status);
      await new Promise((settle) => setTimeout(settle, 100));
    }
    throw new Error('The render does not end.');
  });
});
