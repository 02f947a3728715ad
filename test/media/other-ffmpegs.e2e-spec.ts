import { readdir, rm, writeFile } from 'node:fs/promises';
import { createMediaProcess, graphArguments } from '@onereel/core/media';
import { DiskFullError, renderDraft } from '@onereel/capcut-draft';
import { startTestGateway } from '../http/test-gateway';
import { clip, DraftKit } from './kit/draft-kit';
import { PATHS } from './kit/ffmpeg-under-test';
import { Frames, RenderKit } from './kit/render-kit';
import { wrapFfmpeg } from './kit/wrapped-ffmpeg';

jest.setTimeout(90_000);

const kit = new RenderKit();
beforeAll(() => kit.barcode('bars.mp4', 60));
afterAll(() => kit.cleanup());

const through = (name: string, script: string) =>
  createMediaProcess({ ...PATHS, ffmpegPath: wrapFfmpeg(kit.at(name), script) });

const film = (rotation: number): DraftKit => {
  const draft = new DraftKit();
  const source_timerange = { start: 0, duration: 2e6 };
  draft.track('video').add(draft.video('bars.mp4'), 0, 2, { source_timerange, ...clip({ rotation }) });
  return draft;
};

describe('an FFmpeg that lacks something', () => {
  it.each<[string, string, boolean]>([
    ['-filters', 'gblur', false],
    ['-encoders', 'libsvtav1', true],
  ])('is named by readiness: %s without %s', async (list, missing, ready) => {
    const script = `case "$*" in *${list}*) "$real" "$@" | grep -v ' ${missing} '; exit 0;; esac`;
    const gateway = await startTestGateway({ ffmpegPath: wrapFfmpeg(kit.at(`without-${missing}`), script) });
    try {
      const answer = await gateway.fetch('/health/ready');
      const { ffmpeg } = (await answer.json()) as { ffmpeg: { ok: boolean; message: string } };
      expect([answer.status, ffmpeg.ok]).toEqual([ready ? 200 : 503, ready]);
      expect(ffmpeg.message).toMatch(new RegExp(`missing: ${missing}\\. Install FFmpeg with: `));
    } finally {
      await gateway.close();
    }
  });
});

describe('a graph that is too long for an argument', () => {
  const long = `[0:v]${' '.repeat(70_000)}null[out]`;
  const draw = async (name: string, script: string): Promise<{ option: string; bytes: number }> => {
    const media = through(name, script);
    const graph = await graphArguments(media, long, kit.dir);
    const input = ['-f', 'lavfi', '-i', 'color=s=16x16:d=0.1:r=10'];
    const output = ['-map', '[out]', '-frames:v', '1', '-pix_fmt', 'gray', '-f', 'rawvideo', '-'];
    const { stdout } = await media.ffmpeg(['-v', 'error', ...input, ...graph, ...output]);
    return { option: graph[0], bytes: stdout.length };
  };

  /** An FFmpeg that says it is `version` and knows this option only; the real one is asked in its own words. */
  const versed = (version: string, option: string): string =>
    [
      `case "$1 $2 $3" in *-version*) echo "ffmpeg version ${version}"; exit 0;; esac`,
      `case "$("$real" -version)" in "ffmpeg version "[56]*) known=-filter_complex_script;; *) known=-/filter_complex;; esac`,
      `for one in "$@"; do shift; case "$one" in ${option}) one=$known;; -filter_complex_script|-/filter_complex) exit 1;; esac; set -- "$@" "$one"; done`,
    ].join('\n');

  it.each([
    ['5.1.6', '-filter_complex_script'],
    ['n6.1.2', '-filter_complex_script'],
    ['7.1.1', '-/filter_complex'],
    ['N-118448-g43be8d07', '-/filter_complex'],
  ])('goes through a file, by the option that %s has', async (version, option) => {
    expect(await draw(`is-${version}`, versed(version, option))).toEqual({ option, bytes: 256 });
  });
});

it('says that the disk is full when it runs full, leaves nothing half-written, and renders once there is room', async () => {
  // Slices go to a device that is always full; everything else works as it does.
  const full = kit.at('is-full');
  const script = [
    `for one in "$@"; do shift; case "$one" in */part-*) [ -e '${full}' ] && one=/dev/full;; esac; set -- "$@" "$one"; done`,
  ].join('\n');
  const media = through('full', script);
  const [workDir, cacheDir] = [kit.at('work'), kit.at('cache')];
  const render = () =>
    renderDraft({
      draft: film(5).build(),
      media,
      ...{ workDir, cacheDir },
      options: { workers: 1 },
      resolveMedia: ({ path }) => kit.at(path),
    });
  await writeFile(full, '');
  await expect(render()).rejects.toThrow(DiskFullError);
  await expect(render()).rejects.toThrow(/the disk of the work folder ran full/);
  expect(await readdir(workDir)).toEqual([]);
  expect(await readdir(`${cacheDir}/slices`)).toEqual([]);
  await rm(full);
  const { file, frames } = await render();
  expect([frames, (await Frames.of(file)).count]).toEqual([60, 60]);
});
