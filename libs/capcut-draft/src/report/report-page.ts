import type { MediaProcess } from '@onereel/core/media';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RenderReport } from './render-report';
import { GRADES, type ReportRow } from './report-row';

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
  const rows = source.report.rows;
  const frameOf = (row: ReportRow): number | undefined => frameInside(row, source);
  const pictured = rows.filter((row) => row.grade !== 'exact' && frameOf(row) !== undefined);
  const frames = [...new Set(pictured.map((row) => frameOf(row) ?? 0))].slice(0, MAX_PICTURES);
  const pictures = new Map<number, string>();
  for (const frame of frames) pictures.set(frame, await pictureOf(source, frame, tools));
  const body = rows.map((row) =>
    rowHtml(row, row.grade === 'exact' ? undefined : pictures.get(frameOf(row) ?? -1)),
  );
  return page(source.report, body.join('\n'));
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

function rowHtml(row: ReportRow, picture: string | undefined): string {
  const image = picture ? `<img alt="" src="${picture}">` : '';
  return `<tr class="${row.grade}"><td>${row.grade}</td><td>${escape(row.construct)}</td><td>${escape(row.note)}</td><td><code>${escape(row.segment)}</code></td><td>${image}</td></tr>`;
}

function page(report: RenderReport, rows: string): string {
  const counts = GRADES.map((grade) => `<b class="${grade}">${report.counts[grade]}</b> ${grade}`).join(
    ' · ',
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Render report</title>
<style>
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:70rem;padding:0 1rem;color:#1c2430}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.45rem .7rem;border-bottom:1px solid #dde2e8;vertical-align:top}
code{font-size:.8em;color:#66707d;word-break:break-all}img{width:160px;border-radius:4px}
.exact{color:#1a7f37}.near{color:#0969da}.approximate{color:#9a6700}.skipped{color:#cf222e}
tr td{color:#1c2430}tr td:first-child{color:inherit;font-weight:600}
</style>
<h1>Render report</h1><p>${counts}</p>
<table><tr><th>grade</th><th>construct</th><th>note</th><th>segment</th><th>frame</th></tr>
${rows}
</table></html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]);
}
