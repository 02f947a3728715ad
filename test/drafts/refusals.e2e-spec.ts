import type { Body } from './draft-service';
import { sampleMedia } from './sample-media';
import { useDrafts } from './use-drafts';

const drafts = useDrafts(() => ({ materialLimits: { fileBytes: 200_000 } }), withCutShort);
const { at } = drafts;
let draft_url: string;
beforeAll(async () => {
  draft_url = (await drafts.create()).draft_url;
});

async function withCutShort(): Promise<Record<string, Buffer>> {
  const media = await sampleMedia();
  return { ...media, 'cut-short.mp4': media['clip.mp4'].subarray(0, 9_000) };
}

const revision = async (): Promise<number> => (await drafts.post('save_draft', { draft_url })).body.revision;
const UNKNOWN = 'https://x/openapi/capcut-mate/v1/get_draft?draft_id=20260101120000ab12cd34';
const sound = (over: object = {}) => ({ audio_url: at('voice.wav'), ...over });

/** Route, body, status, capcut-mate code, and the documented sentence where there is one. */
type Row = [what: string, route: string, body: () => Body, status: number, code: number, detail?: string];

describe('documented errors', () => {
  it.each<Row>([
    ['no draft_url', 'add_audios', () => ({ audios: [sound()] }), 400, 2001, 'draft_url is required'],
    [
      'audios is no list',
      'add_audios',
      () => ({ draft_url, audios: { a: 1 } }),
      400,
      1001,
      'audios parameter must be an array',
    ],
    [
      'audios is missing',
      'add_audios',
      () => ({ draft_url }),
      400,
      2007,
      'audios parameter must be an array',
    ],
    [
      'audio_url is empty',
      'add_audios',
      () => ({ draft_url, audios: [sound({ audio_url: '' })] }),
      400,
      2007,
      'audio_url cannot be empty',
    ],
    [
      'audio_url is missing',
      'add_audios',
      () => ({ draft_url, audios: [{ volume: 1 }] }),
      400,
      2007,
      'audio_url cannot be empty',
    ],
    [
      'volume beyond 2',
      'add_audios',
      () => ({ draft_url, audios: [sound({ volume: 3 })] }),
      400,
      2007,
      'Invalid volume value',
    ],
    [
      'volume is text',
      'add_audios',
      () => ({ draft_url, audios: [sound({ volume: 'loud' })] }),
      400,
      2007,
      'Invalid volume value',
    ],
    [
      'fade below 0',
      'add_audios',
      () => ({ draft_url, audios: [sound({ fade_in: -1 })] }),
      400,
      2007,
      'Invalid fade time',
    ],
    [
      'fade is text',
      'add_audios',
      () => ({ draft_url, audios: [sound({ fade_out: 'long' })] }),
      400,
      2007,
      'Invalid fade time',
    ],
    [
      'unknown draft',
      'add_audios',
      () => ({ draft_url: UNKNOWN, audios: [sound()] }),
      404,
      2001,
      'Draft does not exist',
    ],
    ['no draft_url for gen_video', 'gen_video', () => ({}), 400, 2001, 'draft_url is required'],
    [
      'draft_url without an id',
      'gen_video',
      () => ({ draft_url: 'https://x/y' }),
      400,
      2001,
      'Invalid draft_url format',
    ],
    [
      'unknown draft for gen_video',
      'gen_video',
      () => ({ draft_url: UNKNOWN }),
      404,
      2001,
      'Draft does not exist',
    ],
    ['empty draft for gen_video', 'gen_video', () => ({ draft_url }), 400, 1001, 'Draft content is empty'],
  ])('%s', async (_, route, body, status, code, detail) => {
    const answer = await drafts.post(route, body());
    expect({ status: answer.status, ...answer.body }).toMatchObject({ status, code, detail });
    expect(answer.body.message).toMatch(/\(.+\)$/);
  });
});

describe('errors of capcut-mate', () => {
  const clip = (over: object = {}) => ({ video_url: at('clip.mp4'), start: 0, end: 1_000_000, ...over });
  it.each<Row>([
    ['broken JSON text', 'add_videos', () => ({ draft_url, video_infos: '[{' }), 400, 1001],
    [
      'an address that is none',
      'add_videos',
      () => ({ draft_url, video_infos: [clip({ video_url: 'ftp://x' })] }),
      400,
      2003,
    ],
    ['no clips', 'add_videos', () => ({ draft_url, video_infos: '[]' }), 400, 2003],
    [
      'end before start',
      'add_videos',
      () => ({ draft_url, video_infos: [clip({ start: 5 })].map((each) => ({ ...each, end: 2 })) }),
      400,
      2003,
    ],
    ['overlapping clips', 'add_videos', () => ({ draft_url, video_infos: [clip(), clip()] }), 409, 2006],
    [
      'an unknown transition',
      'add_videos',
      () => ({ draft_url, video_infos: [clip({ transition: 'Disolve' })] }),
      400,
      2003,
    ],
    [
      'a file that is gone',
      'add_videos',
      () => ({ draft_url, video_infos: [clip({ video_url: at('gone.mp4') })] }),
      400,
      2005,
    ],
    [
      'a playlist in disguise',
      'add_videos',
      () => ({ draft_url, video_infos: [clip({ video_url: at('fake.mp4') })] }),
      400,
      2005,
    ],
    [
      'a file that breaks off',
      'add_videos',
      () => ({ draft_url, video_infos: [clip({ video_url: at('cut-short.mp4') })] }),
      400,
      2005,
    ],
    [
      'a picture as sound',
      'add_audios',
      () => ({ draft_url, audios: [sound({ audio_url: at('picture.png') })] }),
      400,
      2005,
    ],
    [
      'a file too large',
      'add_audios',
      () => ({ draft_url, audios: [sound({ audio_url: at('voice.wav') })] }),
      413,
      2004,
    ],
    [
      'a private address',
      'add_videos',
      () => ({ draft_url, video_infos: [clip({ video_url: 'http://10.0.0.1/a.mp4' })] }),
      400,
      2005,
    ],
    [
      'a metadata address',
      'add_images',
      () => ({ draft_url, images: [{ image_url: 'http://169.254.169.254/x' }] }),
      400,
      2005,
    ],
    [
      'a blank caption',
      'add_captions',
      () => ({ draft_url, captions: [{ start: 0, end: 1, text: ' ' }] }),
      400,
      2018,
    ],
    [
      'overlapping captions',
      'add_captions',
      () => ({ draft_url, captions: [0, 1].map(() => ({ start: 0, end: 1e6, text: 'a' })) }),
      409,
      2019,
    ],
    ['no captions', 'add_captions', () => ({ draft_url, captions: '' }), 400, 2018],
    [
      'alignment beyond 5',
      'add_captions',
      () => ({ draft_url, captions: [{ start: 0, end: 1e6, text: 'a' }], alignment: 9 }),
      400,
      1001,
    ],
    [
      'an unknown effect',
      'add_effects',
      () => ({ draft_url, effect_infos: [{ effect_title: 'Blurr', start: 0, end: 1e6 }] }),
      400,
      2022,
    ],
    [
      'an unknown filter',
      'add_filters',
      () => ({ draft_url, filter_infos: [{ filter_title: '???', start: 0, end: 1e6 }] }),
      400,
      2039,
    ],
    [
      'intensity beyond 100',
      'add_filters',
      () => ({ draft_url, filter_infos: [{ filter_title: 'ABG', start: 0, end: 1e6, intensity: 101 }] }),
      400,
      2037,
    ],
    ['no segments to mask', 'add_masks', () => ({ draft_url, segment_ids: [] }), 400, 2023],
    ['an unknown segment to mask', 'add_masks', () => ({ draft_url, segment_ids: ['x'] }), 404, 2015],
    ['an unknown mask', 'add_masks', () => ({ draft_url, segment_ids: ['x'], name: 'blob' }), 400, 2025],
    [
      'an unknown property',
      'add_keyframes',
      () => ({ draft_url, keyframes: [{ segment_id: 'x', property: 'Spin', offset: 0, value: 1 }] }),
      400,
      2013,
    ],
    [
      'a sticker that ends first',
      'add_sticker',
      () => ({ draft_url, sticker_id: '1', start: 2, end: 1 }),
      400,
      2011,
    ],
    ['a canvas of nothing', 'create_draft', () => ({ width: 0 }), 400, 1001],
    ['half a pixel', 'create_draft', () => ({ width: 0.5 }), 400, 1001],
    [
      'an absurd scale',
      'add_images',
      () => ({ draft_url, images: [{ image_url: at('picture.png') }], scale_x: 3119 }),
      400,
      1001,
    ],
    [
      'a climbing draft id',
      'save_draft',
      () => ({ draft_url: 'https://x/?draft_id=../../../../etc/passwd' }),
      400,
      2001,
    ],
    ['a body that is a list', 'save_draft', () => [], 400, 1001],
  ])('%s leaves the draft as it was', async (_, route, body, status, code) => {
    const before = await revision();
    const answer = await drafts.post(route, body());
    expect({ status: answer.status, code: answer.body.code, said: answer.body.message }).toMatchObject({
      status,
      code,
    });
    expect(answer.body.detail.length).toBeGreaterThan(5);
    expect(await revision()).toBe(before);
  });

  it('tell how much of a file is there', async () => {
    const video_infos = [{ video_url: at('cut-short.mp4'), start: 0, end: 1e6 }];
    const { body } = await drafts.post('add_videos', { draft_url, video_infos });
    expect(body.detail).toMatch(/video_url: the file breaks off, 9000 of its \d+ bytes are there/);
  });

  it('name the nearest names and the field', async () => {
    const { body } = await drafts.post('add_effects', {
      draft_url,
      effect_infos: [{ effect_title: 'Blurr', start: 0, end: 1e6 }],
    });
    expect(body).toMatchObject({
      error: 'catalogue_unknown',
      param: 'effect_infos[0].effect_title',
      detail: expect.stringContaining('"Blur"'),
    });
  });

  it('speak Chinese unless asked for English', async () => {
    const { body } = await drafts.post('save_draft', {}, { 'accept-language': 'fr' });
    expect(body.message).toMatch(/^无效的草稿URL\(/);
  });

  it('refuse a stale If-Match with 412', async () => {
    const now = await revision();
    const captions = [{ start: 0, end: 1e6, text: 'a' }];
    expect(
      (await drafts.post('add_captions', { draft_url, captions }, { 'if-match': `"${now}"` })).headers.get(
        'etag',
      ),
    ).toBe(`"${now + 1}"`);
    expect(
      await drafts.post('add_captions', { draft_url, captions }, { 'if-match': `"${now}"` }),
    ).toMatchObject({ status: 412, body: { code: 2042, error: 'revision_conflict' } });
  });
});

describe('the compatibility switch', () => {
  it('answers everything with HTTP 200', async () => {
    const compatible = await drafts.another({ alwaysHttp200: true });
    expect(await compatible.post('save_draft', {})).toMatchObject({ status: 200, body: { code: 2001 } });
  });
});

describe('ownership', () => {
  it('hides drafts of others everywhere, but opens signed links for reading', async () => {
    const owned = await drafts.another({
      owner: (request) => request.headers['x-owner'] as string | undefined,
      linkSecret: Buffer.alloc(32, 7),
    });
    const ann = { 'x-owner': 'ann' };
    const bob = { 'x-owner': 'bob' };
    const url: string = (await owned.post('create_draft', {}, ann)).body.draft_url;
    const id = new URL(url).searchParams.get('draft_id') ?? '';
    expect(await owned.post('save_draft', { draft_url: url }, ann)).toMatchObject({ status: 200 });
    for (const call of [
      () => owned.post('save_draft', { draft_url: url }, bob),
      () =>
        owned.post('add_captions', { draft_url: url, captions: [{ start: 0, end: 1e6, text: 'a' }] }, bob),
      () => owned.send('GET', `/api/v1/drafts/${id}`, undefined, bob),
      () => owned.send('DELETE', `/api/v1/drafts/${id}`, undefined, bob),
      () => owned.send('GET', `/api/v1/drafts/${id}/content`, undefined, bob),
      () => owned.send('GET', `/openapi/capcut-mate/v1/get_draft?draft_id=${id}`, undefined, bob),
    ])
      expect((await call()).status).toBe(404);
    const listed = (await (await fetch(url)).json()) as Body;
    expect(listed.files).toHaveLength(4);
    expect((await fetch(listed.files[0])).status).toBe(200);
    expect((await fetch(listed.files[0].replace(id, '20260101120000ab12cd34'))).status).toBe(401);
    expect((await fetch(url.replace(/access=.{3}/, 'access=zzz'))).status).toBe(401);
    expect((await owned.send('GET', '/api/v1/drafts', undefined, bob)).body.drafts).toEqual([]);
  });
});
