import { makeWorkFolder, removeWorkFolder } from '../media/work-folder';
import { collectSources } from '../media/collect-sources';
import { gradeTimeline } from '../report/grade-timeline';
import { buildReport } from '../report/render-report';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import { fpsValue } from '../timeline/frame-clock';
import type { Timeline } from '../timeline/timeline';
import { tracksOf } from '../draft/read/track-facts';
import { type OptionTable, readArguments, usage } from './arguments';
import type { CommandIo } from './command-io';
import { findMedia } from './find-media';
import { openDraft } from './open-draft';

const OPTIONS: OptionTable = {
  media: { kind: 'list', short: 'm', help: 'folder with the media files; may be repeated' },
  json: { kind: 'flag', help: 'print JSON' },
  help: { kind: 'flag', short: 'h', help: 'show this' },
};

/** `onereel inspect <draft>`: tracks, media and expected grades; the exit code. */
export async function inspectCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const args = readArguments(argv, OPTIONS);
  const [draftPath] = args.positionals;
  if (args.flag('help') || !draftPath) {
    io.out(usage('inspect <draft folder | zip | json>', OPTIONS));
    return args.flag('help') ? 0 : 2;
  }
  const scratch = await makeWorkFolder(io.tempDir, 'onereel-inspect');
  try {
    const { draft, folder, name } = await openDraft(draftPath, scratch);
    const { timeline, rows } = buildTimeline(draft);
    const find = findMedia(folder, { mediaDirs: args.list('media'), anywhere: true });
    const media = await Promise.all(
      collectSources(timeline).map(async (source) => ({
        name: source.name,
        kind: source.kind,
        found: (await find(source)) !== undefined,
      })),
    );
    const report = buildReport([...rows, ...gradeTimeline(timeline)]);
    const tracks = tracksOf(draft).map(({ type, muted, main, segments }) => ({
      type,
      main,
      muted,
      segments: segments.length,
    }));
    const summary = { name, ...sizeOf(timeline), tracks, media, report };
    io.out(args.flag('json') ? `${JSON.stringify(summary, null, 2)}\n` : textOf(summary));
    return 0;
  } finally {
    await removeWorkFolder(scratch);
  }
}

function sizeOf(timeline: Timeline): { width: number; height: number; fps: number; seconds: number } {
  const fps = fpsValue(timeline.fps);
  return { width: timeline.width, height: timeline.height, fps, seconds: timeline.frames / fps };
}

interface Summary extends ReturnType<typeof sizeOf> {
  name: string;
  tracks: { type: string; main: boolean; muted: boolean; segments: number }[];
  media: { name: string; kind: string; found: boolean }[];
  report: ReturnType<typeof buildReport>;
}

function textOf({ name, width, height, fps, seconds, tracks, media, report }: Summary): string {
  const missing = media.filter((file) => !file.found);
  const lines = [
    `${name}: ${width}×${height}, ${fps} fps, ${seconds.toFixed(2)} s`,
    'Tracks, bottom to top:',
    ...tracks.map(
      ({ type, main, muted, segments }) =>
        `  ${type}${main ? ' (main)' : ''}${muted ? ' (muted)' : ''}: ${segments} segments`,
    ),
    `Media: ${media.length} files, ${missing.length} missing`,
    ...missing.map((file) => `  missing ${file.kind}: ${file.name}`),
    `Grades: ${Object.entries(report.counts)
      .map(([grade, count]) => `${count} ${grade}`)
      .join(', ')}`,
    ...report.rows
      .filter((row) => row.grade !== 'exact')
      .map((row) => `  ${row.grade} ${row.construct}: ${row.note}`),
  ];
  return `${lines.join('\n')}\n`;
}
