import type { MediaProcess } from '@onereel/core/media';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenderReport } from './render-report';
import { reportHtml, type ShownRow } from './report-html';
import type { ReportRow } from './report-row';

export interface ReportSource {
  readonly file: string;
  readonly report: RenderReport;
  /** 0 for a film that has no picture. */
  readonly frames: number;
  /** Frame of the whole film its first frame is. */
  readonly firstFrame: number;
  readonly durationSeconds: number;
}

/** Frames shown at most; a film of a thousand captions needs no thousand pictures. */
const MAX_PICTURES = 60;

/** The report as one HTML page without outside references, with a frame for what is not exact. */
export async function reportPage(
  source: ReportSource,
  tools: { media: MediaProcess; workDir: string },
): Promise<string> {
  const { report } = source;
  const placed = report.rows.map((row) => ({ row, frame: frameInside(row, source) }));
  const wanted = placed.flatMap(({ row, frame }) =>
    row.grade === 'exact' || frame === undefined ? [] : [frame],
  );
  const pictures = new Map<number, string>();
  for (const frame of [...new Set(wanted)].slice(0, MAX_PICTURES))
    pictures.set(frame, await pictureOf(source, frame, tools));
  const shown = placed.map(({ row, frame }): ShownRow => {
    if (frame === undefined) return { row };
    const seconds = (frame * source.durationSeconds) / source.frames;
    return { row, seconds, picture: row.grade === 'exact' ? undefined : pictures.get(frame) };
  });
  return reportHtml(report.counts, shown);
}

/** The frame of the file that shows a row; `undefined` when the file does not hold it. */
function frameInside({ frame }: ReportRow, { firstFrame, frames }: ReportSource): number | undefined {
  const inside = (frame ?? -1) - firstFrame;
  return frame !== undefined && inside >= 0 && inside < frames ? inside : undefined;
}

async function pictureOf(
  source: ReportSource,
  frame: number,
  { media, workDir }: { media: MediaProcess; workDir: string },
): Promise<string> {
  const path = join(workDir, 'report-frame.jpg');
  const seconds = ((frame - 0.1) * source.durationSeconds) / source.frames;
  await media.ffmpeg([
    ...['-v', 'error', '-y', '-ss', Math.max(0, seconds).toFixed(6), '-i', source.file],
    ...['-map', '0:v:0', '-frames:v', '1', '-vf', 'scale=240:-2', '-f', 'mjpeg', path],
  ]);
  return `data:image/jpeg;base64,${(await readFile(path)).toString('base64')}`;
}
