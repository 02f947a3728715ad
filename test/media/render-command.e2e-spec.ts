import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createMediaProcess, type MediaProcess, probeMedia } from '@onereel/core/media';
import { renderCommand } from '../../libs/capcut-draft/src/cli/render-command';
import { DraftKit } from './kit/draft-kit';
import { PATHS } from './kit/ffmpeg-under-test';
import { media, RenderKit } from './kit/render-kit';
import { wrapFfmpeg } from './kit/wrapped-ffmpeg';

jest.setTimeout(120_000);

const kit = new RenderKit();
const tempDir = kit.at('temp');
const draft = kit.at('draft_content.json');
beforeAll(async () => {
  await mkdir(tempDir);
  await kit.barcode('bars.mp4', 60);
  await kit.make('tone.wav', '-f', 'lavfi', '-i', 'sine=d=2');
  const film = new DraftKit();
  const source_timerange = { start: 0, duration: 2e6 };
  film.track('video').add(film.video(kit.at('bars.mp4')), 0, 2, { source_timerange });
  film.track('audio').add(film.material('audios', { path: kit.at('tone.wav') }), 0, 2, { source_timerange });
  await writeFile(draft, JSON.stringify(film.build()));
});
afterAll(() => kit.cleanup());

const run = (...argv: string[]): Promise<{ code: number; out: string }> => runWith(media, ...argv);

async function runWith(program: MediaProcess, ...argv: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const io = { media: program, tempDir, err: () => undefined, interactive: false };
  const code = await renderCommand(argv, { ...io, out: (text) => void (out += text) });
  return { code, out };
}

it.each<[string, string[], object]>([
  [
    'film.mp4',
    ['--size', '160x90', '--range', '0.5-1', '--codec', 'h265', '--preset', 'speed'],
    { width: 160 },
  ],
  ['film.mov', ['--codec', 'prores', '--height', '90', '--range', '0-0.2'], { width: 160, height: 90 }],
  [
    'film.webm',
    ['--bitrate-kbps', '200', '--scale', '0.5', '--range', '1.8-', '--fps', '10'],
    { width: 160 },
  ],
  ['film.gif', ['--width', '80', '--watermark', 'ONE', '--watermark-position', 'top'], { width: 80 }],
])('writes %s with %j', async (name, flags, video) => {
  const { code, out } = await run(draft, '-o', kit.at(name), ...flags);
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining(name) as unknown });
  expect((await probeMedia(media, kit.at(name))).video).toMatchObject(video);
});

it.each(['m4a', 'mp3', 'wav'])(
  'writes the sound alone as %s, with a report that has no pictures',
  async (format) => {
    const [sound, report] = [kit.at(`sound.${format}`), kit.at('report.html')];
    expect(await run(draft, '-o', sound, '--report', report)).toMatchObject({ code: 0 });
    const facts = await probeMedia(media, sound);
    expect([facts.audio !== undefined, facts.video, Math.round(facts.durationSeconds)]).toEqual([
      true,
      undefined,
      2,
    ]);
    expect(await readFile(report, 'utf8')).toContain('Render report');
  },
);

it('writes a picture of a moment beside the film', async () => {
  const flags = ['--thumbnail', kit.at('cover.png'), '--thumbnail-at', '1', '--strict', '--watermark', 'ONE'];
  expect(await run(draft, '-o', kit.at('whole.mp4'), ...flags)).toMatchObject({ code: 0 });
  const { stdout } = await media.ffmpeg([
    ...[
      '-v',
      'error',
      '-i',
      kit.at('cover.png'),
      '-vf',
      'crop=320:1:0:90,format=gray',
      '-f',
      'rawvideo',
      '-',
    ],
  ]);
  const shown = Array.from({ length: 8 }, (_, bit) => (stdout[40 * bit + 20] > 128 ? 2 ** bit : 0));
  expect(shown.reduce((a, b) => a + b)).toBe(30);
});

it.each<[string[], RegExp]>([
  [['-o', 'film.avi'], /cannot write \.avi: use \.mp4, \.mov, \.webm/],
  [['--codec', 'vp9'], /^--codec must be one of h264, h265, av1 for format mp4; found vp9/],
  [['--crf', '20', '--bitrate-kbps', '900'], /^--bitrate-kbps must be left out when crf is given/],
  [['--range', '2-1'], /^--range must be later/],
  [['--size', 'big'], /--size takes width and height/],
  [['--size', '8x8'], /^--width must be an integer from 16 to 7680 pixels; found "8"/],
  [['--watermark', 'x', '--watermark-opacity', '2'], /^--watermark-opacity must be a number from 0 to 1/],
  [['--thumbnail', 'x.bmp'], /cannot write the thumbnail as "\.bmp"/],
  [['--preset', 'veryfast'], /^--preset must be one of speed, balanced, quality/],
])('refuses %j and writes nothing', async (flags, message) => {
  const output = flags.includes('-o') ? [] : ['-o', kit.at('refused.mp4')];
  await expect(run(draft, ...output, ...flags)).rejects.toThrow(message);
  expect(existsSync(kit.at('refused.mp4'))).toBe(false);
});

it('names the encoder that FFmpeg lacks', async () => {
  const script = [
    'case "$*" in',
    `*-encoders*) "$real" "$@" | grep -v ' libsvtav1 '; exit 0;;`,
    `*libsvtav1*) echo "Unknown encoder 'libsvtav1'" >&2; exit 1;;`,
    'esac',
  ].join('\n');
  const poor = createMediaProcess({ ...PATHS, ffmpegPath: wrapFfmpeg(kit.at('poor'), script) });
  const output = kit.at('av1.mp4');
  await expect(runWith(poor, draft, '-o', output, '--codec', 'av1', '--range', '0-0.2')).rejects.toThrow(
    /lacks the encoder libsvtav1: choose another format or codec, or install a full build: /,
  );
  expect([existsSync(output), await readdir(tempDir)]).toEqual([false, []]);
  expect(await runWith(poor, draft, '-o', output, '--range', '0-0.2')).toMatchObject({ code: 0 });
});

it('lists in its help what the API takes', async () => {
  const { out } = await run('--help');
  for (const flag of ['--audio-bitrate-kbps', '--watermark-margin', '--strict', '--range', '--size'])
    expect(out).toContain(flag);
});
