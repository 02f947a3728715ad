import { copyFile, writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { makeWorkFolder, removeWorkFolder } from '../media/work-folder';
import { reportPage } from '../report/report-page';
import { renderDraft } from '../render/render-draft';
import type { RenderOptions } from '../render/render-options';
import { type CommandArguments, type OptionTable, readArguments, usage, UsageError } from './arguments';
import type { CommandIo } from './command-io';
import { findMedia } from './find-media';
import { openDraft } from './open-draft';

const OPTIONS: OptionTable = {
  output: { kind: 'value', short: 'o', help: 'file to write: .mp4, .mov, .gif or .m4a (default film.mp4)' },
  media: { kind: 'list', short: 'm', help: 'folder with the media files; may be repeated' },
  lut: {
    kind: 'list',
    help: 'color table of a filter, <resource id>=<file.cube or picture>; may be repeated',
  },
  fonts: { kind: 'list', help: 'folder with further fonts; may be repeated' },
  report: { kind: 'value', help: 'write the report there: .html with pictures, or .json' },
  strict: { kind: 'flag', help: 'refuse when something cannot be rendered' },
  width: { kind: 'value', help: 'width in pixels (default: the canvas)' },
  height: { kind: 'value', help: 'height in pixels' },
  fps: { kind: 'value', help: 'frames per second (default: the draft)' },
  codec: { kind: 'value', help: 'h264, h265, vp9, av1 or prores' },
  crf: { kind: 'value', help: 'quality of the encoder; lower is better' },
  preset: { kind: 'value', help: 'encoder preset (default veryfast)' },
  start: { kind: 'value', help: 'begin at this second' },
  end: { kind: 'value', help: 'stop at this second' },
  workers: { kind: 'value', help: 'FFmpeg processes at a time' },
  memory: {
    kind: 'value',
    help: 'MiB the render may take altogether (default: half of what there is, at most 4096)',
  },
  cache: { kind: 'value', help: 'folder that keeps finished pieces for the next render' },
  help: { kind: 'flag', short: 'h', help: 'show this' },
};

const FORMATS: Readonly<Record<string, RenderOptions['format']>> = {
  '.mp4': 'mp4',
  '.mov': 'mov',
  '.gif': 'gif',
  '.m4a': 'm4a',
};
const CODECS = ['h264', 'h265', 'vp9', 'av1', 'prores'] as const;

/** `onereel render <draft folder | zip | json>`; the exit code. */
export async function renderCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const args = readArguments(argv, OPTIONS);
  const [draftPath] = args.positionals;
  if (args.flag('help') || !draftPath) {
    io.out(usage('render <draft folder | zip | json> -o film.mp4', OPTIONS));
    return draftPath || args.flag('help') ? 0 : 2;
  }
  const output = resolve(args.text('output') ?? 'film.mp4');
  const options = optionsOf(args, output);
  const workDir = await makeWorkFolder(io.tempDir, 'onereel-render');
  try {
    const { draft, folder } = await openDraft(draftPath, workDir);
    const cache = args.text('cache');
    const result = await renderDraft({
      draft,
      media: io.media,
      resolveMedia: findMedia(folder, { mediaDirs: args.list('media'), anywhere: true }),
      options,
      signal: io.signal,
      workDir,
      cacheDir: cache ? resolve(cache) : undefined,
      onProgress: progressLine(io),
    });
    if (io.interactive) io.err('\n');
    await copyFile(result.file, output);
    const report = args.text('report');
    if (report) {
      const text =
        extname(report) === '.json'
          ? `${JSON.stringify(result.report, null, 2)}\n`
          : await reportPage(result, { media: io.media, workDir });
      await writeFile(report, text);
    }
    const { exact, near, approximate, skipped } = result.report.counts;
    io.out(
      `${output}: ${result.width}×${result.height}, ${result.durationSeconds.toFixed(2)} s, ${(result.bytes / 1e6).toFixed(1)} MB\n`,
    );
    io.out(`${exact} exact, ${near} near, ${approximate} approximate, ${skipped} skipped\n`);
    return 0;
  } finally {
    await removeWorkFolder(workDir);
  }
}

function optionsOf(args: CommandArguments, output: string): RenderOptions {
  const format = FORMATS[extname(output).toLowerCase()];
  if (!format)
    throw new UsageError(
      `cannot write ${extname(output) || 'a file without extension'}: use .mp4, .mov, .gif or .m4a`,
    );
  const codec = args.text('codec');
  const known = CODECS.find((name) => name === codec);
  if (codec && !known) throw new UsageError(`--codec is one of ${CODECS.join(', ')}, not "${codec}"`);
  return {
    format,
    codec: known,
    width: args.number('width'),
    height: args.number('height'),
    fps: args.number('fps'),
    crf: args.number('crf'),
    preset: args.text('preset'),
    startSeconds: args.number('start'),
    endSeconds: args.number('end'),
    workers: args.number('workers'),
    memoryMb: args.number('memory'),
    strict: args.flag('strict'),
    fontDirectories: args.list('fonts').map((directory) => resolve(directory)),
    lutFiles: Object.fromEntries(args.list('lut').map(lutOf)),
  };
}

const BAR_WIDTH = 30;

function progressLine(io: CommandIo): (progress: { framesDone: number; frames: number }) => void {
  let shown = -1;
  return ({ framesDone, frames }) => {
    const percent = frames === 0 ? 100 : Math.floor((100 * framesDone) / frames);
    if (!io.interactive || percent === shown) return;
    shown = percent;
    const filled = Math.round((BAR_WIDTH * percent) / 100);
    io.err(
      `\r[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${percent}% ${framesDone}/${frames} frames`,
    );
  };
}

function lutOf(text: string): [resourceId: string, path: string] {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1)
    throw new UsageError(`--lut takes <resource id>=<file>, not "${text}"`);
  return [text.slice(0, at), resolve(text.slice(at + 1))];
}
