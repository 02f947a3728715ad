import { renderDraft } from '@onereel/capcut-draft';
import { createMediaProcess } from '@onereel/core/media';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeMedia } from '../benchmarks/render/bench-media';
import { compare, type Equivalence } from '../benchmarks/render/equivalence';
import { LEAST_DB } from '../benchmarks/render/gate';
import { TINY } from '../benchmarks/render/shapes';
import type { BenchTimeline } from '../benchmarks/render/timelines/bench-timeline';
import { concat } from '../benchmarks/render/timelines/concat';
import { cutList } from '../benchmarks/render/timelines/cut-list';
import { slideshow } from '../benchmarks/render/timelines/slideshow';
import { socialEdit } from '../benchmarks/render/timelines/social-edit';

/** The timelines of the render benchmark, small: sliced, copied, cached and joined they are what they are drawn plainly. */
describe('equivalence of fast renders with plain ones', () => {
  const dir = mkdtempSync(join(tmpdir(), 'onereel-equivalence-'));
  const media = createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' });
  const cacheDir = join(dir, 'cache');
  let renders = 0;

  const render = (draft: ReturnType<BenchTimeline['draft']>, crf?: number) =>
    renderDraft({
      draft,
      media,
      resolveMedia: ({ path }) => join(dir, basename(path)),
      options: { workers: 2, crf },
      workDir: join(dir, `render-${renders++}`),
      cacheDir,
    });

  const gate = async (timeline: BenchTimeline, file: string): Promise<Equivalence> => {
    const plain = await timeline.plain(TINY);
    const expected = timeline.frames(TINY);
    return compare(media, { file, plain, expected, mediaDir: dir, scratch: dir });
  };

  const expectRightFrames = ({ frames, expected, wrong }: Equivalence): void =>
    expect({ frames, wrong }).toEqual({ frames: expected, wrong: [] });

  beforeAll(() => makeMedia(media, dir, TINY.size), 120_000);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each([
    ['six clips', concat],
    ['a cut list with stickers', cutList],
  ])(
    'copies %s, bit for bit where nothing is drawn',
    async (_, timeline) => {
      const { file, framesReused } = await render(timeline.draft(TINY));
      const result = await gate(timeline, file);
      expect(framesReused).toBeGreaterThan(timeline.frames(TINY) / 3);
      expect(result.identical).toBeGreaterThanOrEqual(framesReused);
      expect({ frames: result.frames, wrong: result.wrong }).toEqual({ frames: result.expected, wrong: [] });
    },
    120_000,
  );

  // Small noisy pictures: one pixel of rounding in a moving or sliding layer costs far more than in a real film.
  it.each([
    ['the cut list, all of it encoded', cutList, LEAST_DB],
    ['photos that grow and dissolve', slideshow, 27],
    ['a portrait edit', socialEdit, 26],
  ])(
    'composes %s',
    async (_, timeline, leastDb) => {
      const { file } = await render(timeline.draft(TINY), 1);
      const result = await gate(timeline, file);
      expectRightFrames(result);
      expect(result.lowestDb).toBeGreaterThanOrEqual(leastDb);
    },
    120_000,
  );

  it('draws little again after one caption changed', async () => {
    const edited = socialEdit.edited?.(TINY);
    if (!edited) throw new Error('there is no edit');
    await render(socialEdit.draft(TINY), 1);
    const { framesReused, frames } = await render(edited, 1);
    expect(framesReused).toBeLessThan(frames);
    expect(framesReused).toBeGreaterThan(frames / 2);
  }, 120_000);
});
