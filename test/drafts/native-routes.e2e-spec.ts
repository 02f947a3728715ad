import { OTHER_KEY, startTestGateway, type TestGateway } from '../http/test-gateway';
import { type Answered, callGateway } from './call-gateway';
import type { Body } from './draft-service';
import { resourceRows } from './rows/resource-rows';
import { DRAFTS, MATE, type RouteRow } from './rows/route-row';
import { SEGMENT_ROWS } from './rows/segment-rows';

let gateway: TestGateway;
/** A draft of three captions at revision 2, new after every row that changes it; `segment` is the first of them. */
let draft: { readonly id: string; readonly draft_url: string; readonly segment: string };

beforeAll(async () => {
  gateway = await startTestGateway();
  draft = await newDraft();
}, 60_000);
afterAll(() => gateway.close());

async function newDraft(): Promise<typeof draft> {
  const { draft_id: id, draft_url } = (await send('POST', `${MATE}/create_draft`, { name: 'Tea' })).body;
  const captions = [0, 1, 2].map((at) => ({ start: at * 1e6, end: (at + 1) * 1e6, text: `word ${at}` }));
  const placed = await send('POST', `${MATE}/add_captions`, { draft_url, captions });
  return { id, draft_url, segment: placed.body.segment_ids[0] };
}

const send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: RouteRow['headers'],
): Promise<Answered> => callGateway(gateway, method, path, body, headers);

const filledIn = (text: string): string =>
  text
    .replaceAll('{id}', draft.id)
    .replaceAll('{draft_url}', draft.draft_url)
    .replaceAll('{segment}', draft.segment);

async function call({ method, path, body, headers }: RouteRow): Promise<Answered> {
  const plain = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  return send(method, filledIn(path), plain ? body : filledIn(JSON.stringify(body)), headers);
}

async function expectRow(row: RouteRow): Promise<void> {
  const { status, body } = await call(row);
  const param = body.error?.param ?? body.param;
  expect({ what: row.what, said: body, status }).toMatchObject({ what: row.what, status: row.status });
  if (row.answer) expect(body).toMatchObject(row.answer);
  if (row.param !== undefined)
    expect({ what: row.what, param }).toEqual({ what: row.what, param: row.param });
  if (status >= 400)
    expect((await send('GET', `${DRAFTS}/${draft.id}`)).body).toMatchObject({ revision: 2, segments: 3 });
  else if (row.method !== 'GET') draft = await newDraft();
}

describe('drafts over HTTP', () => {
  it('as resources: success, 404, 400 naming the field, 412 for If-Match', async () => {
    for (const row of await resourceRows()) await expectRow(row);
  }, 120_000);

  it.each(SEGMENT_ROWS)('$what: $status', expectRow);

  it('hides the drafts of others', async () => {
    const other = { authorization: `Bearer ${OTHER_KEY}` };
    for (const [method, rest, body] of [
      ['GET', ''],
      ['DELETE', ''],
      ['POST', '/undo', { revision: 1 }],
      ['POST', '/duplicate', {}],
      ['GET', '/content'],
      ['GET', '/package'],
    ] as const)
      expect((await send(method, `${DRAFTS}/${draft.id}${rest}`, body, other)).status).toBe(404);
    expect((await send('GET', DRAFTS, undefined, other)).body.drafts).toEqual([]);
  });

  it('turns pages without a gap', async () => {
    const seen: string[] = [];
    for (let after = ''; ;) {
      const { body } = await send('GET', `${DRAFTS}?limit=7${after && `&after=${after}`}`);
      seen.push(...body.drafts.map(({ id }: Body) => id));
      if (body.next === undefined) break;
      after = body.next;
    }
    const all = (await send('GET', `${DRAFTS}?limit=500`)).body.drafts.map(({ id }: Body) => id);
    expect(seen).toEqual(all);
    expect(seen).toEqual([...seen].sort().reverse());
  });
});
