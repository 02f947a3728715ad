import { renderDraft, type RenderReport } from '@onereel/capcut-draft';
import { type MediaProcess, probeMedia } from '@onereel/core/media';
import { stat, truncate } from 'node:fs/promises';
import { basename } from 'node:path';
import { secondsAfterKeys } from '../../libs/capcut-draft/src/media/key-frames';
import { clip, DraftKit } from './kit/draft-kit';
import { Frames, media, RenderKit, rms, samplesOf } from './kit/render-kit';

const FADE = '6724845717472416269';

const kit = new RenderKit();
beforeAll(async () => {
  await kit.barcode('a.mp4', 120);
  await kit.barcode('b.mp4', 120);
  await kit.barcode('a.ts', 90);
  await kit.barcode('edges.mp4', 90, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '45');
});
afterAll(() => kit.cleanup());

/** The numbers of the frames of a film that show one clip alone. */
const numbers = (frames: Frames): number[] =>
  Array.from({ length: frames.count }, (_, at) => frames.barcode(at));

/** Renders with one worker, without copies; tells the MP4 files that each process that draws has opened. */
async function renderWatched(
  draft: DraftKit,
  workDir: string,
): Promise<{ file: string; opened: string[][] }> {
  const opened: string[][] = [];
  const watched: MediaProcess = {
    ...media,
    ffmpeg: (args, options) => {
      const files = args.filter((_, at) => args[at - 1] === '-i').map((path) => basename(path));
      if (args.includes('libx264')) opened.push(files.filter((name) => name.endsWith('.mp4')));
      return media.ffmpeg(args, options);
    },
  };
  const { file } = await renderDraft({
    draft: draft.build(),
    media: watched,
    resolveMedia: ({ path }) => kit.at(path),
    options: { workers: 1, copy: false, crf: 10 },
    workDir: kit.at(workDir),
  });
  return { file, opened };
}

describe('a clip before, in and after a transition', () => {
  it('is opened once by a process, and every frame is in its place', async () => {
    const draft = new DraftKit();
    const transition = draft.material('transitions', { name: '', resource_id: FADE, duration: 500_000 });
    const track = draft.track('video');
    const part = { source_timerange: { start: 500_000, duration: 1_500_000 } };
    track.add(draft.video('a.mp4'), 0, 1.5, { ...part, extra_material_refs: [transition] });
    track.add(draft.video('b.mp4'), 1.5, 1.5, part);
    const { file, opened } = await renderWatched(draft, 'opened');
    for (const files of opened) expect(files).toEqual([...new Set(files)]);
    expect(opened.flat()).toEqual(expect.arrayContaining(['a.mp4', 'b.mp4']));
    const shown = numbers(await Frames.of(file));
    const cut = 45;
    const alone = shown
      .map((number, at) => ({ number, at }))
      .filter(({ at }) => Math.abs(at + 0.5 - cut) > 8);
    for (const { number, at } of alone) expect(number).toBe(at < cut ? 15 + at : 15 + at - cut);
  });

  it('is read for each piece of its own where it runs backwards', async () => {
    const draft = new DraftKit();
    const transition = draft.material('transitions', { name: '', resource_id: FADE, duration: 500_000 });
    const track = draft.track('video');
    const part = { source_timerange: { start: 500_000, duration: 1_500_000 } };
    track.add(draft.video('a.mp4'), 0, 1.5, { ...part, reverse: true, extra_material_refs: [transition] });
    track.add(draft.video('b.mp4'), 1.5, 1.5, part);
    const shown = numbers(await Frames.of((await kit.render(draft.build(), { crf: 10 })).file));
    expect(shown.slice(0, 37)).toEqual(Array.from({ length: 37 }, (_, at) => 59 - at));
  });
});

it('parts of one recording that follow closely are decoded once, and every frame is in its place', async () => {
  const cuts = [10, 37, 61, 80];
  const draft = new DraftKit();
  const track = draft.track('video');
  for (const [index, cut] of cuts.entries())
    track.add(draft.video('a.mp4'), index * 0.5, 0.5, {
      source_timerange: { start: Math.round((cut * 1e6) / 30), duration: 500_000 },
    });
  const { file, opened } = await renderWatched(draft, 'pauses');
  const expected = cuts.flatMap((cut) => Array.from({ length: 15 }, (_, at) => cut + at));
  expect(numbers(await Frames.of(file))).toEqual(expected);
  expect(opened.flat().length).toBeLessThan(cuts.length);
});

/** What the report says of files. */
const lacks = ({ rows }: RenderReport): [string, string][] =>
  rows.filter(({ construct }) => construct === 'media').map(({ grade, note }) => [grade, note]);

it('a source that breaks off is encoded, and its last picture stays', async () => {
  await kit.make('broken.mp4', '-i', kit.at('a.mp4'), '-c', 'copy', '-movflags', '+faststart');
  await truncate(kit.at('broken.mp4'), Math.floor((await stat(kit.at('broken.mp4'))).size * 0.6));
  const draft = new DraftKit();
  draft
    .track('video')
    .add(draft.video('broken.mp4'), 0, 4, { source_timerange: { start: 0, duration: 4e6 } });
  const { file, framesCopied, report } = await kit.render(draft.build());
  expect(framesCopied).toBe(0);
  expect(lacks(report)).toEqual([
    [
      'approximate',
      expect.stringMatching(
        /^"broken.mp4" breaks off, \d+ of its \d+ bytes are there; its last picture stays$/,
      ),
    ],
  ]);
  const shown = numbers(await Frames.of(file));
  const last = shown[119];
  expect(last).toBeGreaterThan(40);
  expect(last).toBeLessThan(119);
  expect(shown).toEqual(Array.from({ length: 120 }, (_, at) => Math.min(at, last)));
});

it('a source that is shorter than its place says so, for picture and for sound', async () => {
  await kit.make('tone.wav', '-f', 'lavfi', '-i', 'sine=d=2:r=48000');
  const draft = new DraftKit();
  const tone = draft.material('audios', { path: 'tone.wav', duration: 2_000_000 });
  const played = (seconds: number) => ({ source_timerange: { start: 0, duration: seconds * 1e6 } });
  const [pictures, sounds] = [draft.track('video'), draft.track('audio')];
  pictures.add(draft.video('a.mp4'), 0, 4.1, played(4.1));
  pictures.add(draft.video('b.mp4'), 4.1, 5, played(5));
  sounds.add(tone, 0, 2, played(2));
  sounds.add(tone, 3, 2.5, played(2.5));
  const { file, report } = await kit.render(draft.build());
  expect(lacks(report)).toEqual([
    ['approximate', '"tone.wav" ends after 2.00 s and is played to 2.50 s; silence follows'],
    ['approximate', '"b.mp4" ends after 4.00 s and is played to 5.00 s; its last picture stays'],
  ]);
  expect((await Frames.of(file)).barcode(265)).toBe(119);
  expect(rms(await samplesOf(file), 5.1, 5.4)).toBeLessThan(1e-4);
});

describe('secondsAfterKeys', () => {
  const facts = (name: string) => probeMedia(media, kit.at(name));

  it('finds the key frame before every moment', async () => {
    const found = await secondsAfterKeys(
      kit.at('edges.mp4'),
      await facts('edges.mp4'),
      [0, 1, 1.5, 1.75, 2.9],
    );
    expect(found.map((seconds) => seconds?.toFixed(2))).toEqual(['0.00', '1.00', '0.00', '0.25', '1.40']);
  });

  it('does not know those of files that do not list them, nor of what is no film', async () => {
    expect(await secondsAfterKeys(kit.at('a.ts'), await facts('a.ts'), [1])).toEqual([undefined]);
    const claimed = await facts('edges.mp4');
    await kit.make('noise.bin', '-f', 'lavfi', '-i', 'anoisesrc=d=0.1', '-f', 'u8');
    expect(await secondsAfterKeys(kit.at('noise.bin'), claimed, [1, 2])).toEqual([undefined, undefined]);
  });

  it('renders a film whose sources do not list them', async () => {
    const draft = new DraftKit();
    const turned = { source_timerange: { start: 0, duration: 2e6 }, ...clip({ rotation: 5 }) };
    draft.track('video').add(draft.video('a.ts'), 0, 2, turned);
    expect((await kit.render(draft.build())).frames).toBe(60);
  });
});
