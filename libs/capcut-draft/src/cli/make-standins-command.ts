import type { MediaProcess } from '@onereel/core/media';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { collectSources } from '../media/collect-sources';
import { mapLimit } from '../media/map-limit';
import { placeholderPicture } from '../media/placeholder';
import { makeWorkFolder, removeWorkFolder } from '../media/work-folder';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import type { SourceRef, Timeline } from '../timeline/timeline';
import { type OptionTable, readArguments, usage } from './arguments';
import type { CommandIo } from './command-io';
import { openDraft } from './open-draft';

const OPTIONS: OptionTable = {
  output: { kind: 'value', short: 'o', help: 'folder to write the files to (default standins)' },
  help: { kind: 'flag', short: 'h', help: 'show this' },
};
const DEFAULT_SECONDS = 10;
/** Enough for every use in a timeline; a film of hours need not be made in full. */
const LONGEST_SECONDS = 3600;
const FALLBACK_SIZE = { width: 1280, height: 720 };

/** `onereel make-standins <draft>`: test media of the size and length a draft states; the exit code. */
export async function makeStandinsCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const args = readArguments(argv, OPTIONS);
  const [draftPath] = args.positionals;
  if (args.flag('help') || !draftPath) {
    io.out(usage('make-standins <draft folder | zip | json> -o folder', OPTIONS));
    return args.flag('help') ? 0 : 2;
  }
  const output = resolve(args.text('output') ?? 'standins');
  const scratch = await makeWorkFolder(io.tempDir, 'onereel-standins');
  try {
    const { draft } = await openDraft(draftPath, scratch);
    await mkdir(output, { recursive: true });
    const { timeline } = buildTimeline(draft);
    const used = usedSeconds(timeline);
    const sources = collectSources(timeline).filter((source) => source.path !== '');
    const made = await mapLimit(sources, 2, async (source, index) =>
      makeOne(io.media, source, { output, index, seconds: used.get(source.key) ?? 0 }),
    );
    io.out(`${made.length} files in ${output}\n`);
    return 0;
  } finally {
    await removeWorkFolder(scratch);
  }
}

/** The last moment of every source that is used. */
function usedSeconds(timeline: Timeline): Map<string, number> {
  const used = new Map<string, number>();
  const add = (key: string, us: number): void => void used.set(key, Math.max(used.get(key) ?? 0, us / 1e6));
  for (const { source, sourceStartUs, sourceDurationUs } of timeline.sounds)
    if (source.kind !== 'film') add(source.key, sourceStartUs + sourceDurationUs);
  for (const visual of timeline.visuals) {
    if (visual.kind !== 'picture') continue;
    if (visual.content.kind === 'file')
      add(visual.content.source.key, visual.content.sourceStartUs + visual.content.sourceDurationUs);
    if (visual.content.kind === 'film')
      for (const [key, seconds] of usedSeconds(visual.content.film)) add(key, seconds * 1e6);
  }
  return used;
}

interface Target {
  readonly output: string;
  readonly index: number;
  readonly seconds: number;
}

async function makeOne(media: MediaProcess, source: SourceRef, target: Target): Promise<string> {
  const name = basename(source.path.replaceAll('\\', '/'));
  const path = join(target.output, name);
  const width = source.width > 0 ? source.width : FALLBACK_SIZE.width;
  const height = source.height > 0 ? source.height : FALLBACK_SIZE.height;
  const stated = source.durationUs > 0 ? source.durationUs / 1e6 : DEFAULT_SECONDS;
  const seconds = Math.min(
    LONGEST_SECONDS,
    source.kind === 'photo' ? 0 : stated,
    Math.max(1, target.seconds + 1),
  ).toFixed(3);
  const rate = 220 + 55 * (target.index % 12);
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=${rate}:sample_rate=48000:duration=${seconds}`];
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=${width}x${height}:r=30:d=${seconds}`];
  const isPicture = /\.(png|jpe?g|webp|bmp)$/i.test(name);
  if (source.kind === 'audio') await media.ffmpeg(['-v', 'error', ...tone, '-af', 'volume=0.3', '-y', path]);
  else if (source.kind === 'video' && !isPicture) {
    const encode = [
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-crf',
      '30',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
    ];
    await media.ffmpeg([
      '-v',
      'error',
      ...picture,
      ...tone,
      '-vf',
      evenSize(width, height),
      ...encode,
      '-f',
      'mp4',
      '-y',
      path,
    ]);
  } else if (source.kind === 'gif')
    await media.ffmpeg(['-v', 'error', ...picture, '-t', '2', '-vf', 'fps=10', '-f', 'gif', '-y', path]);
  else await writeFile(path, placeholderPicture(name, { width, height }).bytes);
  return path;
}

function evenSize(width: number, height: number): string {
  return width % 2 || height % 2 ? `pad=${width + (width % 2)}:${height + (height % 2)}` : 'null';
}
