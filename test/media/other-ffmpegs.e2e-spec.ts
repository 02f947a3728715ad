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

  it('goes through a file, by the option that every version until 7 has', async () => {
    const script = 'case "$1 $2 $3" in *-version*) echo "ffmpeg version 5.1.6"; exit 0;; esac';
    expect(await draw('five', script)).toEqual({ option: '-filter_complex_script', bytes: 256 });
  });

  it('and by the one that is meant to stay, from 7 on', async () => {
    // The installed one may be older: what the new option says is handed on in its words.
    const script = [
      'case "$*" in *-version*) echo "ffmpeg version 7.1.1"; exit 0;; esac',
      'for one in "$@"; do shift; [ "$one" = -/filter_complex ] && one=-filter_complex_script; set -- "$@" "$one"; done',
    ].join('\n');
    expect(await draw('seven', script)).toEqual({ option: '-/filter_complex', bytes: 256 });
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
