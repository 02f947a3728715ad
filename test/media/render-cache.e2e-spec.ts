import { EncodingError, renderDraft } from '@onereel/capcut-draft';
import type { MediaProcess } from '@onereel/core/media';
import { readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clip, DraftKit } from './kit/draft-kit';
import { Frames, media, RenderKit } from './kit/render-kit';

const kit = new RenderKit();
beforeAll(async () => {
  await kit.barcode('bars.mp4', 60);
  await kit.make('tone.wav', '-f', 'lavfi', '-i', 'sine=d=3');
});
afterAll(() => kit.cleanup());

/** Two seconds of a picture that must be composed, with a caption in the second one, over a tone. */
function film({ caption = 'one', volume = 0.5 } = {}): DraftKit {
  const draft = new DraftKit();
  draft.track('video').add(draft.video('bars.mp4'), 0, 2, {
    source_timerange: { start: 0, duration: 2e6 },
    ...clip({ rotation: 5 }),
  });
  draft.track('text').add(draft.text(caption), 1, 1);
  draft.track('audio').add(draft.material('audios', { path: 'tone.wav' }), 0, 2, { volume });
  return draft;
}

let renders = 0;

/** The sound of a render with its picture, and what FFmpeg had to do for it. */
async function render(draft: DraftKit, cacheDir: string) {
  const work = { probes: 0, mixes: 0, pictures: 0 };
  const watched: MediaProcess = {
    ...media,
    ffprobe: (...call) => {
      work.probes += 1;
      return media.ffprobe(...call);
    },
    ffmpeg: (args, options) => {
      if (args.includes('pipe:0')) work.mixes += 1;
      if (args.includes('libx264')) work.pictures += 1;
      return media.ffmpeg(args, options);
    },
  };
  const workDir = kit.at(`film-${renders++}`);
  const { file } = await renderDraft({
    draft: draft.build(),
    media: watched,
    resolveMedia: ({ path }) => kit.at(path),
    options: { workers: 1 },
    workDir,
    cacheDir,
  });
  await media.ffmpeg(['-v', 'error', '-i', file, '-vn', '-f', 's16le', `${workDir}/sound.pcm`]);
  return { work, file, sound: await readFile(`${workDir}/sound.pcm`) };
}

it('does again only what an edit can change: not the sound for a caption, not the picture for a volume, no source twice', async () => {
  const cache = kit.at('cache');
  const first = await render(film(), cache);
  expect(first.work).toMatchObject({ probes: 2, mixes: 1 });
  const caption = await render(film({ caption: 'two' }), cache);
  expect(caption.work).toEqual({ probes: 0, mixes: 0, pictures: 1 });
  expect(caption.sound.equals(first.sound)).toBe(true);
  const volume = await render(film({ caption: 'two', volume: 0.25 }), cache);
  expect(volume.work).toEqual({ probes: 0, mixes: 1, pictures: 0 });
  expect(volume.sound.equals(first.sound)).toBe(false);
  await kit.make('tone.wav', '-f', 'lavfi', '-i', 'sine=f=880:d=3');
  const source = await render(film({ caption: 'two', volume: 0.25 }), cache);
  expect(source.work).toEqual({ probes: 1, mixes: 1, pictures: 0 });
  expect(source.sound.equals(volume.sound)).toBe(false);
}, 60_000);

const halve = async (path: string): Promise<void> =>
  truncate(path, Math.floor((await readFile(path)).length / 2));

/** As after a loss of power: the length is right, a block never reached the disk. */
async function holes(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes.fill(0, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2));
  await writeFile(path, bytes);
}

describe('a kept piece that is damaged', () => {
  const cache = kit.at('damaged');
  const slices = join(cache, 'slices');
  const sliceFiles = async () => (await readdir(slices)).sort().map((name) => join(slices, name));

  it.each<[string, (path: string) => Promise<void>]>([
    ['empty', (path) => truncate(path, 0)],
    ['cut short', halve],
    ['of another kind', (path) => writeFile(path, Buffer.alloc(4_000))],
  ])('is made again when it is %s, and nothing else is', async (_how, damage) => {
    await render(film(), cache);
    const [first, ...others] = await sliceFiles();
    const times = async () => Promise.all(others.map(async (path) => (await stat(path)).mtimeMs));
    const before = await times();
    await damage(first);
    const { work, file } = await render(film(), cache);
    expect(work).toEqual({ probes: 0, mixes: 0, pictures: 1 });
    expect((await Frames.of(file)).count).toBe(60);
    expect([await sliceFiles(), await times()]).toEqual([[first, ...others], before]);
    expect(before.length).toBeGreaterThan(0);
  });

  it('is made again while others are missing, and those are made too', async () => {
    await render(film(), cache);
    const [damaged, lost] = await sliceFiles();
    await halve(damaged);
    await rm(lost);
    const { file } = await render(film(), cache);
    expect((await Frames.of(file)).count).toBe(60);
    expect((await render(film(), cache)).work).toEqual({ probes: 0, mixes: 0, pictures: 0 });
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['empty', (path) => truncate(path, 0)],
    ['cut short', halve],
    ['empty in the middle', holes],
  ])('is made again when it is a sound that is %s', async (_how, damage) => {
    const whole = await render(film(), cache);
    const sounds = (await readdir(join(cache, 'sounds'))).filter((name) => !name.endsWith('.json'));
    expect(sounds).toHaveLength(1);
    await damage(join(cache, 'sounds', sounds[0]));
    const again = await render(film(), cache);
    expect(again.work).toEqual({ probes: 0, mixes: 1, pictures: 0 });
    expect(again.sound.equals(whole.sound)).toBe(true);
  });

  it('fails the render, and is not kept, when it comes out damaged again and again', async () => {
    const workDir = kit.at('film-damaged');
    const halving: MediaProcess = {
      ...media,
      ffmpeg: async (args, options) => {
        const outcome = await media.ffmpeg(args, options);
        if (args.includes('libx264')) await halve(join(String(options?.cwd), 'part-0000.mp4'));
        return outcome;
      },
    };
    const kept = await sliceFiles();
    const rendering = renderDraft({
      draft: film({ caption: 'three' }).build(),
      media: halving,
      resolveMedia: ({ path }) => kit.at(path),
      options: { workers: 1 },
      workDir,
      cacheDir: cache,
    });
    await expect(rendering).rejects.toThrow(EncodingError);
    await expect(rendering).rejects.toThrow(/^the film cannot be put together: a piece of the film /);
    expect(await readdir(workDir)).toEqual([]);
    expect(await sliceFiles()).toEqual(kept);
  });
});
