import { startDraftService, type DraftServiceUnderTest } from './draft-service';

let service: DraftServiceUnderTest;
beforeAll(async () => {
  service = await startDraftService();
});
afterAll(() => service.close());

const BATCH = 250;
const EDITS = 60;

async function draftWith(segments: number): Promise<string> {
  const { draft_url } = (await service.post('create_draft', {})).body;
  for (let made = 0; made < segments; made += BATCH) {
    const captions = Array.from({ length: BATCH }, (_, i) => ({
      start: i * 1e6,
      end: (i + 1) * 1e6,
      text: `caption ${made + i}`,
    }));
    expect((await service.post('add_captions', { draft_url, captions })).body.code).toBe(0);
  }
  return draft_url;
}

/** Milliseconds of the middle one of many edits. */
async function middleEdit(draft_url: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    const start = performance.now();
    await service.post('add_captions', { draft_url, captions: [{ start: 0, end: 1e6, text: 'one more' }] });
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[EDITS / 2] as number;
}

describe('the price of an edit', () => {
  it('hardly grows with the draft', async () => {
    const empty = await draftWith(0);
    const full = await draftWith(2_000);
    await middleEdit(await draftWith(0));
    const small = await middleEdit(empty);
    const large = await middleEdit(full);
    expect({ small, large, flat: large < 2 * small + 1 }).toMatchObject({ flat: true });
  });
});
