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

/** Processor time of this process, the service included, while some work is done, in milliseconds. */
export async function processorMs(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * Processor time, in milliseconds, of the middle one of many edits of each draft. They take turns, and waiting does not count: what
 * else the machine does meets all of them, or none.
 */
export async function middleEdits(
  service: DraftServiceUnderTest,
  drafts: readonly string[],
): Promise<number[]> {
  const costs = drafts.map((): number[] => []);
  for (let i = 0; i < EDITS; i++) {
    for (const [at, draft_url] of drafts.entries()) {
      const body = { draft_url, captions: [{ start: 0, end: 1e6, text: 'one more' }] };
      costs[at]?.push(await processorMs(() => service.post('add_captions', body)));
    }
  }
  return costs.map((each) => each.sort((a, b) => a - b)[EDITS / 2] as number);
}
