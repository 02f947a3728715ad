import { copyFile, writeFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { makeWorkFolder, removeWorkFolder } from '../media/work-folder';
import { FORMATS, formatOf } from '../render/output-formats';
import { renderDraft, type RenderResult } from '../render/render-draft';
import type { RenderRequest } from '../render/render-job';
import type { RenderOptions } from '../render/render-options';
import { reportPage } from '../report/report-page';
import { type CommandArguments, type OptionTable, readArguments, usage, UsageError } from './arguments';
import type { CommandIo } from './command-io';
import { findMedia } from './find-media';
import { nameMissingEncoders } from './name-missing-encoders';
import { openDraft } from './open-draft';
import { progressLine } from './progress-line';
import { readRenderFlags, RENDER_FLAGS } from './render-flags';

const OPTIONS: OptionTable = {
  output: {
    ...{ kind: 'value', short: 'o' },
    help: 'File to write: .mp4, .mov, .webm, .gif, .m4a, .mp3 or .wav. Default: film.mp4.',
  },
  media: { kind: 'list', short: 'm', help: 'Folder with the media files; may be repeated.' },
  ...RENDER_FLAGS,
  lut: {
    kind: 'list',
    help: 'Color table of a filter, <resource id>=<file.cube or picture>; may be repeated.',
  },
  fonts: { kind: 'list', help: 'Folder with further fonts; may be repeated.' },
  report: { kind: 'value', help: 'Write the report there: .html with pictures, or .json.' },
  'encoder-preset': { kind: 'value', help: 'Preset of the encoder itself, such as veryfast.' },
  workers: { kind: 'value', help: 'FFmpeg processes at a time.' },
  memory: {
    kind: 'value',
    help: 'MiB the render may take altogether. Default: half of what there is, at most 4096.',
  },
  cache: { kind: 'value', help: 'Folder that keeps finished pieces for the next render.' },
  help: { kind: 'flag', short: 'h', help: 'Show this.' },
};

/** `onereel render <draft folder | zip | json>`; the exit code. */
export async function renderCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const args = readArguments(argv, OPTIONS);
  const [draftPath] = args.positionals;
  if (args.flag('help') || !draftPath) {
    io.out(usage('render <draft folder | zip | json> -o film.mp4', OPTIONS));
    return draftPath || args.flag('help') ? 0 : 2;
  }
  const output = resolve(args.text('output') ?? 'film.mp4');
  const flags = readRenderFlags(args, output);
  const machine = machineOptions(args);
  const workDir = await makeWorkFolder(io.tempDir, 'onereel-render');
  try {
    const { draft, folder } = await openDraft(draftPath, workDir);
    const cache = args.text('cache');
    const request: RenderRequest = {
      ...flags,
      options: { ...flags.options, ...machine },
      draft,
      media: io.media,
      resolveMedia: findMedia(folder, { mediaDirs: args.list('media'), anywhere: true }),
      signal: io.signal,
      workDir,
      cacheDir: cache ? resolve(cache) : undefined,
      onProgress: progressLine(io),
    };
    const result = await nameMissingEncoders(io.media, flags.options, () => renderDraft(request));
    if (io.interactive) io.err('\n');
    await copyFile(result.file, output);
    if (result.thumbnail) await copyFile(result.thumbnail, resolve(args.text('thumbnail') ?? ''));
    const { hasPicture } = FORMATS[formatOf(flags.options)];
    const shown = { ...result, frames: hasPicture ? result.frames : 0 };
    await writeReport(args.text('report'), shown, { media: io.media, workDir });
    io.out(summaryOf(output, shown));
    return 0;
  } finally {
    await removeWorkFolder(workDir);
  }
}

/** What concerns this machine and not the film. */
const machineOptions = (args: CommandArguments): RenderOptions => ({
  preset: args.text('encoder-preset'),
  workers: args.number('workers'),
  memoryMb: args.number('memory'),
  fontDirectories: args.list('fonts').map((directory) => resolve(directory)),
  lutFiles: Object.fromEntries(args.list('lut').map(lutOf)),
});

async function writeReport(
  path: string | undefined,
  result: RenderResult,
  tools: Parameters<typeof reportPage>[1],
): Promise<void> {
  if (path === undefined) return;
  const text =
    extname(path) === '.json'
      ? `${JSON.stringify(result.report, null, 2)}\n`
      : await reportPage(result, tools);
  await writeFile(path, text);
}

function summaryOf(
  output: string,
  { width, height, durationSeconds, bytes, report, frames }: RenderResult,
): string {
  const { exact, near, approximate, skipped } = report.counts;
  const size = frames > 0 ? `${width}×${height}, ` : '';
  return [
    `${output}: ${size}${durationSeconds.toFixed(2)} s, ${(bytes / 1e6).toFixed(1)} MB\n`,
    `${exact} exact, ${near} near, ${approximate} approximate, ${skipped} skipped\n`,
  ].join('');
}

function lutOf(text: string): [resourceId: string, path: string] {
  const at = text.indexOf('=');
  if (at <= 0 || at === text.length - 1)
    throw new UsageError(`--lut takes <resource id>=<file>, not "${text}"`);
  return [text.slice(0, at), resolve(text.slice(at + 1))];
}
