import type { DraftDocument } from '@onereel/capcut-draft';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildTimeline } from '../../../../libs/capcut-draft/src/timeline/from-draft/build-timeline';
import { SkiaCaptionArtist } from '../../../../libs/capcut-draft/src/text/skia-caption-artist';

export interface CaptionPicture {
  readonly path: string;
  readonly x: number;
  readonly y: number;
  readonly start: number;
  readonly end: number;
}

/** The drawings of a draft's captions as files in a folder. How letters look is not what the benchmark compares; when and where they are seen is. */
export async function captionPictures(
  draft: DraftDocument,
  canvas: { width: number; height: number },
  dir: string,
): Promise<CaptionPicture[]> {
  const artist = new SkiaCaptionArtist();
  const captions = buildTimeline(draft).timeline.visuals.flatMap((visual) =>
    visual.kind === 'caption' ? [visual] : [],
  );
  const pictures: CaptionPicture[] = [];
  for (const caption of captions) {
    for (const { asset, x, y, range } of artist.layers(caption, caption.range, canvas)) {
      const path = join(dir, asset.name);
      writeFileSync(path, await asset.produce());
      pictures.push({ path, x, y, ...range });
    }
  }
  return pictures;
}
