import { renderDraft } from '@onereel/capcut-draft';
import { type MediaProcess, probeMedia } from '@onereel/core/media';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { LeanReads } from '../../libs/capcut-draft/src/media/lean-reads';
import type { GraphInput } from '../../libs/capcut-draft/src/plan/filter-graph';
import { clip, DraftKit } from './kit/draft-kit';
import { media, RenderKit } from './kit/render-kit';

const CAMERA = '-c:v libx264 -preset fast -g 60 -keyint_min 60 -sc_threshold 0 -b_strategy 0'.split(' ');

const kit = new RenderKit();
beforeAll(async () => {
  await kit.barcode('camera.mp4', 150, ...CAMERA, '-bf', '2');
  await kit.barcode(
    'pyramid.mp4',
    150,
    ...CAMERA,
    '-bf',
    '3',
    '-b_strategy',
    '0',
    '-x264-params',
    'b-pyramid=normal',
  );
  await kit.barcode('plain.mp4', 150, ...CAMERA, '-bf', '2', '-x264-params', 'b-pyramid=none');
  await kit.barcode('chain.mp4', 150, ...CAMERA, '-bf', '0');
  await kit.barcode('open.mp4', 150, ...CAMERA, '-bf', '2', '-x264-params', 'open-gop=1');
  const input = ['-i', kit.at('camera.mp4'), '-c', 'copy'];
  // Begins in the middle of a group: a list of edits hides what is before.
  await kit.make('edited.mp4', '-ss', '0.7', ...input);
  await kit.make('stream.ts', ...input);
  await writeFile(kit.at('silent.mp4'), withoutReordering(await readFile(kit.at('pyramid.mp4'))));
});
afterAll(() => kit.cleanup());

/** x264 says at the end of its sequence parameters how far pictures are out of order; other encoders leave it open. */
function withoutReordering(file: Buffer): Buffer {
  const at = file.indexOf('avcC') + 4;
  const sps = file.subarray(at + 8, at + 8 + file.readUInt16BE(at + 6));
  const bits = [...sps].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  // The flag that there is a restriction, another and two numbers of 0, four numbers, and the bit that ends it all.
  const restriction = /1111(?:0001...|00001....){2}(?:1|01.|001..){2}10*$/.exec(bits);
  if (!restriction) throw new Error('x264 wrote other sequence parameters than expected');
  const open = `${bits.slice(0, restriction.index)}01`.padEnd(bits.length, '0');
  for (const index of sps.keys()) sps[index] = parseInt(open.slice(8 * index, 8 * index + 8), 2);
  return file;
}

const read = (name: string, from: number, seconds = 0.5, fileSeconds = 5): GraphInput => ({
  ...{ path: kit.at(name), fingerprint: name },
  options: ['-ss', from.toFixed(6), '-t', String(seconds), '-an', '-f', 'mov'],
  lean: { from, to: from + seconds, fileSeconds },
});

interface Seen {
  /** Of the read, in microseconds. */
  readonly us: number;
  readonly picture: string;
}

/** The first pictures of a read, each as it comes: the rate of a file with gaps at its start is a guess. */
async function seen({ path, options }: Pick<GraphInput, 'path' | 'options'>): Promise<Seen[]> {
  const clock = ['-vf', 'settb=1/720000', '-enc_time_base', '1:720000', '-fps_mode', 'passthrough'];
  const { stdout } = await media.ffmpeg([
    ...['-v', 'error', ...options, '-i', path, ...clock],
    ...['-frames:v', '12', '-c:v', 'rawvideo', '-f', 'framemd5', '-'],
  ]);
  const lines = stdout
    .toString()
    .split('\n')
    .filter((line) => /^0,/.test(line));
  return lines.map((line) => {
    const [, , ticks, , , picture] = line.split(',');
    return { us: Number(ticks) / 0.72, picture: picture.trim() };
  });
}

describe('a lean read', () => {
  const reads = new LeanReads();
  afterAll(() => reads.close());

  it.each(['camera.mp4', 'plain.mp4', 'pyramid.mp4', 'open.mp4', 'silent.mp4'])(
    'of %s shows the same from a smaller file, wherever it begins',
    async (name) => {
      const shortened = [0.5, 1.2, 1.95, 2.9, 3.3].map(async (from) => {
        const input = read(name, from);
        const target = kit.at(`${name}-${from}.mp4`);
        const lean = await reads.shorten(input, target);
        const [now, before] = [await seen(lean), await seen(input)];
        expect(before).toHaveLength(12);
        expect(now.map(({ picture }) => picture)).toEqual(before.map(({ picture }) => picture));
        // Less than the renderer forgives (SLACK_SECONDS).
        for (const [at, { us }] of now.entries()) expect(Math.abs(us - before[at].us)).toBeLessThan(15);
        return lean.path === target;
      });
      expect((await Promise.all(shortened)).filter(Boolean).length).toBeGreaterThan(1);
    },
  );

  it('leaves out what nobody needs', async () => {
    const lean = await reads.shorten(read('plain.mp4', 1.5), kit.at('fewer.mp4'));
    const { video } = await probeMedia(media, lean.path);
    // 45 pictures lie before, every third of them is needed; then half a second, and what the last ones need.
    expect(video?.frames).toBeGreaterThan(15 + 15);
    expect(video?.frames).toBeLessThan(15 + 15 + 12);
  });

  it.each<[string, GraphInput]>([
    ['begins at a key frame', read('camera.mp4', 2.05)],
    ['needs every picture', read('chain.mp4', 1.5)],
    ['is cut by a list of edits', read('edited.mp4', 3.2, 0.5, 4.3)],
    ['is no MP4', read('stream.ts', 1.5)],
    ['is gone', read('nowhere.mp4', 1.5)],
    ['is not asked for', { ...read('camera.mp4', 1.5), lean: undefined }],
  ])('is the read itself where it %s', async (_why, input) => {
    const target = kit.at('untouched.mp4');
    expect(await reads.shorten(input, target)).toBe(input);
    expect(existsSync(target)).toBe(false);
  });

  it('is taken by renders, and its file is gone afterwards', async () => {
    const opened: string[] = [];
    const draft = new DraftKit();
    const part = { source_timerange: { start: 1_500_000, duration: 400_000 }, ...clip({ rotation: 5 }) };
    draft.track('video').add(draft.video('camera.mp4'), 0, 0.4, part);
    const watched: MediaProcess = {
      ...media,
      ffmpeg: (args, options) => {
        opened.push(...args);
        return media.ffmpeg(args, options);
      },
    };
    const { frames } = await renderDraft({
      draft: draft.build(),
      media: watched,
      resolveMedia: ({ path }) => kit.at(path),
      workDir: kit.at('film'),
    });
    expect(frames).toBe(12);
    const files = opened.filter((path) => path.endsWith('read-0.mp4'));
    expect(files).toHaveLength(1);
    expect(existsSync(files[0])).toBe(false);
  });
});
