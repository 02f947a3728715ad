import { LISTED_KINDS } from '../../libs/capcut-draft/src/http/dto/catalogue.dto';
import type { Body } from './draft-service';
import { useDrafts } from './use-drafts';

const drafts = useDrafts();

/** A list route, what else its body holds, and the name of its list. */
type List = readonly [route: string, list: string, body?: object];
const LISTS: readonly List[] = [
  ['get_text_animations', 'effects'],
  ['get_text_animations', 'effects', { type: 'in' }],
  ['get_image_animations', 'effects'],
  ['get_image_animations', 'effects', { type: 'loop' }],
  ['get_effects', 'effects'],
  ['get_filters', 'filters'],
  ['get_text_effects', 'text_effects'],
  ...LISTED_KINDS.map((kind): List => ['get_catalogue', 'effects', { kind }]),
];

async function read([route, list, body]: List, more: object = {}): Promise<{ rows: Body[]; body: Body }> {
  const answer = await drafts.post(route, { ...body, ...more });
  expect({ route, said: answer.body.message, status: answer.status }).toMatchObject({ status: 200 });
  return { rows: answer.body[list], body: answer.body };
}
const nameOf = (row: Body): string => row.name ?? row.title;
const idOf = (row: Body): string => `${row.id ?? ''} ${row.resource_id ?? ''} ${nameOf(row)}`;

describe.each(LISTS.map((list) => ({ list, route: list[0], body: list[2] ?? {} })))(
  '$route $body',
  ({ list, route, body }) => {
    let all: Awaited<ReturnType<typeof read>>;
    beforeAll(async () => {
      all = await read(list);
    });

    it('comes in pages that make up the whole', async () => {
      expect(all.rows.length).toBeGreaterThan(0);
      expect(all.body.total).toBe(all.rows.length);
      expect(all.body.nearest).toBeUndefined();
      const limit = Math.ceil(all.rows.length / 3);
      const pages = await Promise.all(
        [0, 1, 2, 3].map((page) => read(list, { offset: page * limit, limit })),
      );
      expect(pages.flatMap(({ rows }) => rows.map(idOf))).toEqual(all.rows.map(idOf));
      expect(pages.map(({ body }) => body.total)).toEqual(pages.map(() => all.body.total));
    });

    it('is searched by a part of a name, whatever its case', async () => {
      const { rows } = all;
      const wanted = rows[Math.floor(rows.length / 2)];
      const part = nameOf(wanted).slice(0, -1) || nameOf(wanted);
      for (const search of [part, part.toUpperCase(), ` ${part}`]) {
        const found = await read(list, { search });
        expect(found.rows.map(idOf)).toContain(idOf(wanted));
        expect(found.rows.length).toBeLessThanOrEqual(rows.length);
      }
    });

    it('tells paid from free', async () => {
      const [paid, free] = await Promise.all([1, 2].map((mode) => read(list, { mode })));
      expect(paid!.rows.filter((row) => !row.is_vip)).toEqual([]);
      expect(free!.rows.filter((row) => row.is_vip)).toEqual([]);
      expect(paid!.rows.length + free!.rows.length).toBeGreaterThanOrEqual(all.rows.length);
    });

    it('names what is nearest when nothing is found', async () => {
      const longest = all.rows.map(nameOf).reduce((a, b) => (b.length > a.length ? b : a));
      const none = await read(list, { search: `${longest}qqq` });
      expect(none.body).toMatchObject({ total: 0, nearest: expect.arrayContaining([longest]) as unknown });
      expect(none.rows).toEqual([]);
    });

    it.each([
      [{ mode: 3 }, 'mode'],
      [{ limit: 0 }, 'limit'],
      [{ offset: -1 }, 'offset'],
      [{ search: 'x'.repeat(201) }, 'search'],
    ])('refuses %j', async (more, param) => {
      const answer = await drafts.post(route, { ...body, ...more });
      expect({ status: answer.status, param: answer.body.param }).toEqual({ status: 400, param });
    });
  },
);

describe('a catalogue', () => {
  it.each([
    ['get_text_animations', { type: 'sideways' }, 'type'],
    ['get_image_animations', { type: 'sideways' }, 'type'],
    ['get_catalogue', { kind: 'songs' }, 'kind'],
    ['get_catalogue', {}, 'kind'],
    ['search_sticker', {}, 'keyword'],
  ])('%s refuses %j', async (route, body, param) => {
    const answer = await drafts.post(route, body);
    expect({ status: answer.status, param: answer.body.param }).toEqual({ status: 400, param });
  });
});

/** Where names are used: a route, the field, and the rest of the item. */
const span = { start: 0, end: 1_000_000 };
const NAMED: readonly [route: string, field: string, body: (name: string) => object][] = [
  [
    'add_effects',
    'effect_infos[0].effect_title',
    (effect_title) => ({ effect_infos: [{ ...span, effect_title }] }),
  ],
  [
    'add_filters',
    'filter_infos[0].filter_title',
    (filter_title) => ({ filter_infos: [{ ...span, filter_title }] }),
  ],
  ['add_masks', 'name', (name) => ({ segment_ids: ['a'], name })],
  ...['transition', 'mask', 'in_animation', 'out_animation', 'loop_animation', 'blend_mode'].map(
    (key): (typeof NAMED)[number] => [
      'add_images',
      `images[0].${key}`,
      (name) => ({ images: [{ image_url: drafts.at('picture.png'), [key]: name }] }),
    ],
  ),
  [
    'add_videos',
    'videos[0].transition',
    (transition) => ({ videos: [{ video_url: drafts.at('clip.mp4'), transition }] }),
  ],
  [
    'add_audios',
    'audios[0].audio_effect',
    (audio_effect) => ({ audios: [{ audio_url: drafts.at('voice.wav'), audio_effect }] }),
  ],
  ...['in_animation', 'out_animation', 'loop_animation', 'text_effect'].map((key): (typeof NAMED)[number] => [
    'add_captions',
    `captions[0].${key}`,
    (name) => ({ captions: [{ ...span, text: 'a', [key]: name }] }),
  ]),
  ['add_captions', 'font', (font) => ({ captions: [{ ...span, text: 'a' }], font })],
  [
    'add_captions',
    'captions[0].keyword_font',
    (keyword_font) => ({ captions: [{ ...span, text: 'a', keyword: 'a', keyword_font }] }),
  ],
];

describe('a name no application knows', () => {
  it.each(NAMED)('%s: %s is refused with the nearest names', async (route, field, body) => {
    const { draft_url } = await drafts.create();
    const answer = await drafts.post(route, { draft_url, ...body('Blurrqq') });
    expect({ status: answer.status, ...answer.body }).toMatchObject({
      status: 400,
      error: 'catalogue_unknown',
      param: field,
      message: expect.stringMatching(/The nearest names are (".+", ){4}".+"/) as unknown,
    });
    expect((await drafts.post('save_draft', { draft_url })).body.revision).toBe(1);
  });
});
