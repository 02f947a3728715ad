import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { collectSources } from '../media/collect-sources';
import { mapLimit } from '../media/map-limit';
import { makeWorkFolder, removeWorkFolder } from '../media/work-folder';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import type { Timeline } from '../timeline/timeline';
import { type OptionTable, readArguments, usage } from './arguments';
import type { CommandIo } from './command-io';
import { openDraft } from './open-draft';
import { makeStandIn } from './stand-in';

const OPTIONS: OptionTable = {
  output: { kind: 'value', short: 'o', help: 'folder to write the files to (default standins)' },
  help: { kind: 'flag', short: 'h', help: 'show this' },
};

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
      makeStandIn(io.media, source, { folder: output, index, seconds: used.get(source.key) ?? 0 }),
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
