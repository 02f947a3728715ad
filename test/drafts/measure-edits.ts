import type { DraftServiceUnderTest } from './draft-service';

const BATCH = 250;
const EDITS = 60;

/** Address of a new draft that holds so many captions. */
export async function draftWith(service: DraftServiceUnderTest, segments: number): Promise<string> {
  const { draft_url } = (await service.post('create_draft', {})).body as { draft_url: string };
  for (let made = 0; made < segments; made += BATCH) {
    const captions = Array.from({ length: BATCH }, (_, i) => ({
      start: i * 1e6,
      end: (i + 1) * 1e6,
      text: `caption ${made + i}`,
    }));
    const { code } = (await service.post('add_captions', { draft_url, captions })).body as { code: number };
    if (code !== 0) throw new Error(`add_captions answered ${code}`);
  }
  return draft_url;
}

/** Milliseconds of the middle one of many edits. */
export async function middleEdit(service: DraftServiceUnderTest, draft_url: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    const start = performance.now();
    await service.post('add_captions', { draft_url, captions: [{ start: 0, end: 1e6, text: 'one more' }] });
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[EDITS / 2] as number;
}
