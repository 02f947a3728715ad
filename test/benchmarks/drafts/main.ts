import { startDraftService } from '../../drafts/draft-service';
import { draftWith } from '../../drafts/measure-edits';
import { median } from '../gateway/statistics';
import { startWholeDraftServer } from './whole-draft-server';

const SIZES = [0, 250, 2_000];
const ROUNDS = 5;
const EDITS = 25;

interface Contestant {
  readonly name: string;
  readonly segments: number;
  edit(): Promise<unknown>;
  /** Milliseconds per edit, one middle value per round. */
  readonly middles: number[];
}

/**
 * What one add_captions costs over HTTP by the size of the draft, against a server that writes the whole draft twice per call.
 * Rounds take turns; the first one warms up and is not counted.
 */
async function main(): Promise<void> {
  const service = await startDraftService();
  const models: { close(): Promise<void> }[] = [];
  try {
    const contestants: Contestant[] = [];
    for (const segments of SIZES) {
      const draft_url = await draftWith(service, segments);
      const captions = [{ start: 0, end: 1e6, text: 'one more' }];
      const edit = () => service.post('add_captions', { draft_url, captions });
      contestants.push({ name: 'OneReel', segments, edit, middles: [] });
      const id = new URL(draft_url).searchParams.get('draft_id');
      const timeline = await (await fetch(`${service.url}/api/v1/drafts/${id}/content`)).text();
      const model = await startWholeDraftServer(timeline);
      models.push(model);
      contestants.push({ name: 'whole draft twice', segments, edit: model.edit, middles: [] });
    }
    for (let round = 0; round <= ROUNDS; round++) {
      for (const each of contestants) {
        const ms = await middleOf(each);
        if (round > 0) each.middles.push(ms);
      }
    }
    report(contestants);
  } finally {
    await Promise.all(models.map((model) => model.close()));
    await service.close();
  }
}

async function middleOf({ edit }: Contestant): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < EDITS; i++) {
    const start = performance.now();
    await edit();
    times.push(performance.now() - start);
  }
  return median(times);
}

function report(contestants: readonly Contestant[]): void {
  const msOf = (name: string, segments: number): number =>
    median(contestants.find((each) => each.name === name && each.segments === segments)?.middles ?? []);
  const empty = msOf('OneReel', 0);
  console.log('| Server | Segments | ms per edit | Range | Edits/s | Of OneReel, empty |');
  console.log('| --- | --- | --- | --- | --- | --- |');
  for (const { name, segments, middles } of contestants) {
    const ms = median(middles);
    const range = `${Math.min(...middles).toFixed(2)} – ${Math.max(...middles).toFixed(2)}`;
    const cells = [
      name,
      segments,
      ms.toFixed(2),
      range,
      Math.round(1000 / ms),
      `${(ms / empty).toFixed(2)} ×`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}

void main();
