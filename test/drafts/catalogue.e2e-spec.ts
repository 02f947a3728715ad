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
