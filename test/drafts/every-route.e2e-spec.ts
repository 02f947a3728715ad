import { PREFIX, type Body } from './draft-service';
import { useDrafts } from './use-drafts';

const drafts = useDrafts(() => ({
  renderer: {
    submit: () => Promise.resolve(),
    status: () => Promise.resolve({ status: 'pending', progress: 0, createdAt: '2026-01-01T00:00:00Z' }),
    activeCount: () => Promise.resolve(1),
  },
}));
const { at } = drafts;
let draft_url: string;
let segment: string;

beforeEach(async () => {
  draft_url = (await drafts.create()).draft_url;
  const placed = await drafts.post('add_videos', { draft_url, videos: [{ video_url: at('clip.mp4') }] });
  segment = placed.body.segment_ids[0];
});
const span = { start: 0, end: 1_000_000 };
const timelines = [span];

/** A route, what it is sent, the list among it that may also be JSON text, and fields its answer must carry. */
type Row = [route: string, body: () => Body, list: string | undefined, answers: readonly string[]];

const PLACED = ['draft_url', 'track_id', 'segment_ids', 'segment_infos'];
const ROUTES: readonly Row[] = [
  ['create_draft', () => ({ width: 720, height: 1280 }), undefined, ['draft_url', 'tip_url']],
  ['save_draft', () => ({ draft_url }), undefined, ['draft_url']],
  [
    'add_videos',
    () => ({ draft_url, video_infos: [{ video_url: at('clip.mp4'), ...span }] }),
    'video_infos',
    [...PLACED, 'video_ids'],
  ],
  [
    'add_images',
    () => ({ draft_url, image_infos: [{ image_url: at('picture.png'), ...span }] }),
    'image_infos',
    [...PLACED, 'image_ids'],
  ],
  [
    'add_audios',
    () => ({ draft_url, audio_infos: [{ audio_url: at('voice.wav'), ...span }] }),
    'audio_infos',
    ['draft_url', 'track_id', 'audio_ids'],
  ],
  [
    'add_captions',
    () => ({ draft_url, captions: [{ text: 'a', ...span }] }),
    'captions',
    [...PLACED, 'text_ids'],
  ],
  [
    'add_effects',
    () => ({ draft_url, effect_infos: [{ effect_title: '模糊', ...span }] }),
    'effect_infos',
    ['track_id', 'effect_ids', 'segment_ids'],
  ],
  [
    'add_filters',
    () => ({ draft_url, filter_infos: [{ filter_title: 'ABG', ...span }] }),
    'filter_infos',
    ['track_id', 'filter_ids', 'segment_ids'],
  ],
  [
    'add_keyframes',
    () => ({ draft_url, keyframes: [{ segment_id: segment, property: 'KFTypeAlpha', offset: 0, value: 1 }] }),
    'keyframes',
    ['keyframes_added', 'affected_segments'],
  ],
  [
    'add_masks',
    () => ({ draft_url, segment_ids: [segment] }),
    'segment_ids',
    ['masks_added', 'affected_segments', 'mask_ids'],
  ],
  [
    'add_sticker',
    () => ({ draft_url, sticker_id: '1', ...span }),
    undefined,
    ['sticker_id', 'track_id', 'segment_id', 'duration'],
  ],
  ['easy_create_material', () => ({ draft_url, audio_url: at('voice.wav') }), undefined, ['draft_url']],
  ['add_text_style', () => ({ text: 'a b', keyword: 'b' }), undefined, ['text_style']],
  ['get_text_animations', () => ({}), undefined, ['effects']],
  ['get_image_animations', () => ({ mode: 2, type: 'out' }), undefined, ['effects']],
  ['get_effects', () => ({}), undefined, ['effects']],
  ['get_filters', () => ({}), undefined, ['filters']],
  ['get_text_effects', () => ({}), undefined, ['text_effects']],
  ['search_sticker', () => ({ keyword: 'x' }), undefined, ['data']],
  ['get_audio_duration', () => ({ mp3_url: at('voice.wav') }), undefined, ['duration']],
  ['audio_timelines', () => ({ links: [at('voice.wav')] }), 'links', ['timelines', 'all_timelines']],
  [
    'timelines',
    () => ({ duration: 9, num: 3, start: 0, type: 0 }),
    undefined,
    ['timelines', 'all_timelines'],
  ],
  ['audio_infos', () => ({ mp3_urls: ['http://x/a'], timelines }), 'timelines', ['infos']],
  ['video_infos', () => ({ video_urls: ['http://x/a'], timelines }), 'timelines', ['infos']],
  ['imgs_infos', () => ({ imgs: ['http://x/a'], timelines }), 'imgs', ['infos']],
  ['caption_infos', () => ({ texts: ['a'], timelines }), 'texts', ['infos']],
  ['effect_infos', () => ({ effects: ['模糊'], timelines }), 'effects', ['infos']],
  ['filter_infos', () => ({ filters: ['ABG'], timelines }), 'filters', ['infos']],
  [
    'keyframes_infos',
    () => ({ ctype: 'KFTypeAlpha', offsets: '0|100', values: '0|1', segment_infos: [{ id: 'a', ...span }] }),
    'segment_infos',
    ['keyframes_infos'],
  ],
  ['get_url', () => ({ output: 'x' }), undefined, ['output']],
  ['str_to_list', () => ({ obj: 'x' }), undefined, ['infos']],
  ['str_list_to_objs', () => ({ infos: ['x'] }), 'infos', ['infos']],
  ['objs_to_str_list', () => ({ outputs: [{ output: 'x' }] }), 'outputs', ['infos']],
  ['gen_video', () => ({ draft_url, apiKey: null }), undefined, ['message']],
  [
    'gen_video_status',
    () => ({ draft_url }),
    undefined,
    ['status', 'progress', 'created_at', 'started_at', 'completed_at'],
  ],
];

describe('every route of capcut-mate', () => {
  it('is in this table, with get_draft and gen_video_active_count', () => {
    expect(new Set(ROUTES.map(([route]) => route)).size + 2).toBe(37);
  });

  it.each(ROUTES)(
    '%s answers flat, with code 0; lists may be arrays or JSON text',
    async (route, body, list, answers) => {
      const sent = body();
      const forms = list ? [sent, { ...body(), [list]: JSON.stringify(sent[list]) }] : [sent];
      for (const [i, form] of forms.entries()) {
        // A clip carries one mask, so the second form gets it back.
        const answer = await drafts.post(route, form);
        expect({ ...answer.body, i, http: answer.status }).toMatchObject({ i, http: 200, code: 0 });
        expect(answers.filter((key) => answer.body[key] === undefined)).toEqual([]);
      }
    },
  );

  it.each(['get_draft', 'gen_video_active_count'])('%s is a GET', async (route) => {
    const id = new URL(draft_url).searchParams.get('draft_id');
    const { status, body } = await drafts.send('GET', `${PREFIX}/${route}?draft_id=${id}`);
    expect([status, body.code, route === 'get_draft' ? body.files.length : body.count]).toEqual([
      200,
      0,
      route === 'get_draft' ? 5 : 1,
    ]);
  });

  it.each(ROUTES)('%s honors If-Match or leaves the draft alone', async (route, body) => {
    const before = (await drafts.post('save_draft', { draft_url })).body.revision as number;
    const answer = await drafts.post(route, body(), { 'if-match': `"${before + 7}"` });
    expect([200, 412]).toContain(answer.status);
    expect((await drafts.post('save_draft', { draft_url })).body.revision).toBe(before);
  });
});
