import { type DraftDocument, renderDraft } from '@onereel/capcut-draft';
import { FfmpegError, type MediaProcess } from '@onereel/core/media';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { clip, DraftKit } from './kit/draft-kit';
import { media, RenderKit } from './kit/render-kit';

const kit = new RenderKit();
beforeAll(async () => {
  await kit.barcode('bars.mp4', 60);
  await kit.make('photo.png', '-f', 'lavfi', '-i', 'testsrc2=s=1600x1200', '-frames:v', '1');
});
afterAll(() => kit.cleanup());

/** Twelve large photos and a caption over a clip. */
function pile(rotation: number): DraftDocument {
  const draft = new DraftKit();
  draft.track('video').add(draft.video('bars.mp4'), 0, 0.5);
  for (let index = 0; index < 12; index += 1) {
    const transform = { x: -0.8 + (index % 4) * 0.5, y: 0.6 - Math.floor(index / 4) * 0.5 };
    draft
      .track('video')
      .add(draft.photo('photo.png'), 0, 0.5, clip({ scale: { x: 0.3, y: 0.3 }, transform, rotation }));
  }
  draft.track('text').add(draft.text('over all'), 0, 0.5);
  return draft.build();
}

const digest = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** FFmpeg that fails its first renders with what is given, and counts how many it was asked for. */
function failing(failures: ('out_of_memory' | 'crashed')[]): { media: MediaProcess; renders: () => number } {
  let renders = 0;
  const outcome = { exitCode: 137, stdout: Buffer.alloc(0), stderrTail: '', durationMs: 1 };
  const ffmpeg: MediaProcess['ffmpeg'] = (args, options) => {
    const failure = options?.onProgress && failures[renders];
    if (options?.onProgress) renders += 1;
    return failure
      ? Promise.reject(new FfmpegError('ffmpeg', failure, outcome))
      : media.ffmpeg(args, options);
  };
  return { media: { ...media, ffmpeg }, renders: () => renders };
}

const renderWith = (process: MediaProcess, workDir: string): ReturnType<typeof renderDraft> =>
  renderDraft({
    draft: pile(0),
    media: process,
    resolveMedia: ({ path }) => kit.at(path),
    options: { workers: 1 },
    workDir: kit.at(workDir),
  });

describe('memory of a render', () => {
  it.each([0, 7])(
    'draws in stages what one process may not hold, pixel for pixel (turned by %s)',
    async (turn) => {
      const whole = await kit.render(pile(turn));
      const staged = await kit.render(pile(turn), { memoryMb: 1 });
      expect(staged.framesReused).toBe(0);
      expect(await digest(staged.file)).toBe(await digest(whole.file));
    },
  );

  it('tries again in a smaller plan when memory ran out, and as it was after a crash', async () => {
    const whole = await digest((await kit.render(pile(0), { workers: 1 })).file);
    const short = failing(['out_of_memory']);
    expect(await digest((await renderWith(short.media, 'short')).file)).toBe(whole);
    const broken = failing(['crashed']);
    expect(await digest((await renderWith(broken.media, 'broken')).file)).toBe(whole);
    expect(broken.renders()).toBe(2);
  });

  it('says how much is needed when nothing helps', async () => {
    const { media: short } = failing(['out_of_memory', 'out_of_memory']);
    await expect(renderWith(short, 'hopeless')).rejects.toThrow(/needs about \d+ MiB/);
  });
});
