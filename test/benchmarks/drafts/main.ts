import { startDraftService } from '../../drafts/draft-service';
import { draftWith, middleEdit } from '../../drafts/measure-edits';

const SIZES = [0, 250, 2_000];

/** What one add_captions costs over HTTP, by the size of the draft; the first line warms up. */
async function main(): Promise<void> {
  const service = await startDraftService();
  try {
    for (const segments of [0, ...SIZES]) {
      const ms = await middleEdit(service, await draftWith(service, segments));
      console.log(
        `${String(segments).padStart(5)} segments: ${ms.toFixed(2)} ms, ${Math.round(1000 / ms)} edits/s`,
      );
    }
  } finally {
    await service.close();
  }
}

void main();
