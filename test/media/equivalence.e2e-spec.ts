import { renderDraft, type RenderOptions } from '@onereel/capcut-draft';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { makeMedia } from '../benchmarks/render/bench-media';
import { compare, type Equivalence } from '../benchmarks/render/equivalence';
import { CLEAR_CRF, misplaced, tooFar } from '../benchmarks/render/gate';
import { TINY } from '../benchmarks/render/shapes';
import type { BenchTimeline } from '../benchmarks/render/timelines/bench-timeline';
import { concat } from '../benchmarks/render/timelines/concat';
import { cutList } from '../benchmarks/render/timelines/cut-list';
import { slideshow } from '../benchmarks/render/timelines/slideshow';
import { socialEdit } from '../benchmarks/render/timelines/social-edit';
import { media } from './kit/ffmpeg-under-test';

/** The timelines of the render benchmark, small: sliced, copied, cached and joined they are what they are drawn plainly. */
describe('equivalence of fast renders with plain ones', () => {
  const dir = mkdtempSync(join(tmpdir(), 'onereel-equivalence-'));
  const cacheDir = join(dir, 'cache');
  let renders = 0;

  const render = (draft: ReturnType<BenchTimeline['draft']>, options: RenderOptions = {}) =>
    renderDraft({
      draft,
      media,
      resolveMedia: ({ path }) => join(dir, basename(path)),
      options: { workers: 2, ...options },
      workDir: join(dir, `render-${renders++}`),
      cacheDir,
    });

  const gate = async (timeline: BenchTimeline, file: string): Promise<Equivalence> => {
    const plain = await timeline.plain(TINY, dir);
    const expected = timeline.frames(TINY);
    return compare(media, { file, plain, expected, mediaDir: dir, scratch: dir });
  };

  beforeAll(() => makeMedia(media, dir, TINY.size), 120_000);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it.each([
    ['six clips', concat, 1 / 3],
    ['a cut list with stickers', cutList, 1 / 3],
    ['photos that grow and dissolve', slideshow, 0],
    ['a portrait edit', socialEdit, 0],
  ])(
    'shows in %s every frame in its place, copies to the bit and composed frames as they are drawn plainly',
    async (_, timeline, leastCopied) => {
      const { file, framesCopied } = await render(timeline.draft(TINY), { crf: CLEAR_CRF, copy: true });
      const result = await gate(timeline, file);
      expect(framesCopied).toBeGreaterThanOrEqual(timeline.frames(TINY) * leastCopied);
      expect([...misplaced(result, framesCopied), ...tooFar(result)]).toEqual([]);
    },
    120_000,
  );

  it('copies at the quality it has unless asked otherwise', async () => {
    const { file, framesCopied } = await render(concat.draft(TINY));
    expect(misplaced(await gate(concat, file), framesCopied)).toEqual([]);
    expect(framesCopied).toBeGreaterThan(concat.frames(TINY) / 3);
  }, 120_000);

  it('draws little again after one caption changed', async () => {
    const edited = socialEdit.edited?.(TINY);
    if (!edited) throw new Error('there is no edit');
    await render(socialEdit.draft(TINY));
    const { framesReused, frames } = await render(edited);
    expect(framesReused).toBeLessThan(frames);
    expect(framesReused).toBeGreaterThan(frames / 2);
  }, 120_000);
});
