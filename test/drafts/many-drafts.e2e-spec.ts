import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDraftService, type DraftServiceUnderTest } from './draft-service';
import { processorMs } from './measure-edits';

/** Drafts of the large store; 10,000 for the long version. */
const DRAFTS = Number(process.env.ONEREEL_MANY_DRAFTS ?? 1_000);
const FEW = Math.ceil(DRAFTS / 50);
const PARALLEL = 25;
const PAGE = 500;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'many-drafts-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function make(service: DraftServiceUnderTest, count: number): Promise<string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const size = Math.min(PARALLEL, count - ids.length);
    const answers = await Promise.all(Array.from({ length: size }, () => service.post('create_draft', {})));
    ids.push(...answers.map(({ body }) => String(body.draft_id)));
  }
  return ids;
}

async function listed(service: DraftServiceUnderTest): Promise<string[]> {
  const ids: string[] = [];
  for (let after = ''; ;) {
    const { body } = await service.send('GET', `/api/v1/drafts?limit=${PAGE}${after && `&after=${after}`}`);
    ids.push(...(body.drafts as { id: string }[]).map(({ id }) => id));
    if (body.next === undefined) return ids;
    after = body.next as string;
  }
}

/** The middle processor time of opening a draft, editing it and listing the newest. */
async function middle(service: DraftServiceUnderTest, ids: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 30; i++) {
    const id = ids[Math.floor((i * ids.length) / 30)] as string;
    const captions = [{ start: 0, end: 1_000_000, text: 'x' }];
    const work = async (): Promise<void> => {
      expect((await service.send('GET', `/api/v1/drafts/${id}`)).status).toBe(200);
      expect((await service.post('add_captions', { draft_url: id, captions })).status).toBe(200);
      expect((await service.send('GET', '/api/v1/drafts?limit=20')).body.drafts).toHaveLength(20);
    };
    times.push(await processorMs(work));
  }
  return times.sort((a, b) => a - b)[15] as number;
}

describe(`${DRAFTS} drafts`, () => {
  it('are listed, survive a restart, and cost as much as a few', async () => {
    const first = await startDraftService({ folder });
    const few = await make(first, FEW);
    await middle(first, few);
    const fast = await middle(first, few);
    const ids = [...few, ...(await make(first, DRAFTS - FEW))];
    expect(new Set(ids).size).toBe(DRAFTS);
    await first.close();

    const heap = process.memoryUsage().heapUsed;
    const second = await startDraftService({ folder });
    expect((await listed(second)).sort()).toEqual([...ids].sort());
    const slow = await middle(second, ids);
    expect({ fast, slow, flat: slow < 3 * fast + 2 }).toMatchObject({ flat: true });
    // Listing and opening must not bring the store into memory: 20 kB a draft would be all of it.
    expect((process.memoryUsage().heapUsed - heap) / DRAFTS).toBeLessThan(20_000 + 20e6 / DRAFTS);
    await second.close();
  }, 300_000);
});
