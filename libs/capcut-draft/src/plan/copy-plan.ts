import { isUnretimed } from '../timeline/retime';
import { fpsValue, intersection, rangeLength } from '../timeline/frame-clock';
import type { FrameRange, Picture, Timeline } from '../timeline/timeline';
import { entryOf, type MediaBook } from './media-book';
import type { ColorMatrix, OutputColor, OutputSettings } from './output-settings';
import { trackOf } from './picture-track';
import { pixelBox } from './placement';
import { timelineWithin } from './timeline-window';

/** The compressed frames of a source, in decode order. */
export interface PacketTable {
  /** Place of each packet's frame in display order. */
  readonly display: readonly number[];
  readonly keys: readonly boolean[];
}

/** Packets taken over unchanged. */
export interface CopyPiece {
  readonly path: string;
  readonly sourceKey: string;
  /** Frames of the film they fill. */
  readonly range: FrameRange;
  /** Frame of the source the first of the packets shows; the others follow in decode order. */
  readonly firstFrame: number;
}

interface CopyInput {
  readonly timeline: Timeline;
  readonly book: MediaBook;
  readonly output: OutputSettings;
}

/** A stretch of film that shows one source frame for frame. */
export interface UntouchedSpan {
  readonly sourceKey: string;
  readonly path: string;
  readonly range: FrameRange;
  /** Frame of the source shown first. */
  readonly sourceFrame: number;
}

/** How pictures composed beside copies of a source are coded, by the source's own description. */
const COPY_COLORS: Readonly<Record<string, ColorMatrix>> = {
  '': 'bt709',
  bt709: 'bt709',
  bt470bg: 'bt601',
  smpte170m: 'bt601',
};

/** Coding of the output that matches most of the copied frames. */
export function copyColor(copies: readonly CopyPiece[], book: MediaBook): OutputColor {
  const frames = new Map<string, number>();
  for (const { sourceKey, range } of copies)
    frames.set(sourceKey, (frames.get(sourceKey) ?? 0) + rangeLength(range));
  const [key] = [...frames.entries()].sort((a, b) => b[1] - a[1])[0];
  const video = book.get(key)?.facts.video;
  const space = video?.colorSpace;
  const matrix = COPY_COLORS[space ?? ''] ?? 'bt709';
  if (!space) return { matrix };
  return {
    matrix,
    tags: { space, primaries: video.colorPrimaries ?? 'unknown', transfer: video.colorTransfer ?? 'unknown' },
  };
}

/** Shorter copies save less than the seams cost. */
const SHORTEST_COPY = 20;
/** How far a cut may be off the source's frame grid, in frames. */
const GRID_TOLERANCE = 0.02;

/** Stretches where nothing is seen but one whole, unchanged clip in the output's own format. */
export function untouchedSpans(input: CopyInput, within: FrameRange): UntouchedSpan[] {
  const { timeline } = input;
  if (input.output.codec !== 'h264') return [];
  return timeline.visuals.flatMap((visual) => {
    if (visual.kind !== 'picture' || !isCopyable(input, visual)) return [];
    const shared = intersection(visual.range, within);
    return shared ? alone(timeline, visual, shared).flatMap((range) => spanOf(input, visual, range)) : [];
  });
}

function isCopyable(input: CopyInput, picture: Picture): boolean {
  const { content } = picture;
  if (content.kind !== 'file' || isAltered(picture) || !fillsCanvas(input, picture)) return false;
  return hasOutputFormat(entryOf(input.book, content.source).facts, input.output);
}

/** Anything that gives the encoder work: another speed, a treatment, a mix. */
function isAltered({ content, crop, mask, chroma, grade, effects, blend, pose }: Picture): boolean {
  if (content.kind !== 'file' || !isUnretimed(content.retime)) return true;
  const played = [content.still, content.loop, content.reverse];
  const treated = [
    crop,
    mask,
    chroma,
    grade.length > 0,
    effects.length > 0,
    blend !== 'normal',
    pose.flipX,
    pose.flipY,
  ];
  return [...played, ...treated].some(Boolean);
}

function fillsCanvas({ book, output }: CopyInput, picture: Picture): boolean {
  const canvas = { width: output.width, height: output.height };
  const length = rangeLength(picture.range);
  const track = trackOf({ book, canvas, fps: output.fps }, picture, {
    from: 0,
    frames: length,
    clipFrames: length,
  });
  const [placement] = track.placements;
  const box = pixelBox(placement);
  const exact = box.x === 0 && box.y === 0 && box.width === canvas.width && box.height === canvas.height;
  return track.still && exact && placement.alpha > 0.999 && placement.rotation === 0;
}

const PROFILES = ['High', 'Main', 'Constrained Baseline', 'Baseline'];

function hasOutputFormat(
  { demuxer, video }: ReturnType<typeof entryOf>['facts'],
  output: OutputSettings,
): boolean {
  if (!video) return false;
  const rate = fpsValue(output.fps);
  return [
    video.codec === 'h264' && PROFILES.includes(video.profile ?? ''),
    demuxer === 'mov' || demuxer === 'matroska',
    video.width === output.width && video.height === output.height && video.rotation === 0,
    video.pixelAspect.num === video.pixelAspect.den,
    [video.averageFps, video.nominalFps].every(({ num, den }) => Math.abs(num / den - rate) < 1e-3),
    video.pixelFormat === 'yuv420p' && video.colorRange !== 'pc',
    Object.hasOwn(COPY_COLORS, video.colorSpace ?? ''),
  ].every(Boolean);
}

/** The parts of a clip's range in which no other layer and no transition takes part. */
function alone(film: Timeline, picture: Picture, range: FrameRange): FrameRange[] {
  const { visuals, transitions } = timelineWithin(film, range);
  const others = [...visuals.filter((visual) => visual.id !== picture.id), ...transitions];
  return subtract(
    range,
    others.map((other) => other.range),
  );
}

/** What is left of a range without the holes, in order. */
export function subtract(range: FrameRange, holes: readonly FrameRange[]): FrameRange[] {
  const rest: FrameRange[] = [];
  let reached = range.start;
  const keep = (end: number): void => {
    if (end > reached) rest.push({ start: reached, end });
  };
  for (const hole of [...holes].sort((a, b) => a.start - b.start)) {
    keep(Math.min(hole.start, range.end));
    reached = Math.max(reached, hole.end);
  }
  keep(range.end);
  return rest;
}

function spanOf({ book, output }: CopyInput, picture: Picture, range: FrameRange): UntouchedSpan[] {
  const { content } = picture;
  if (content.kind !== 'file') return [];
  const first = (content.sourceStartUs * output.fps.num) / (output.fps.den * 1e6);
  if (Math.abs(first - Math.round(first)) > GRID_TOLERANCE) return [];
  const sourceFrame = Math.round(first) + range.start - picture.range.start;
  return [{ sourceKey: content.source.key, path: entryOf(book, content.source).path, range, sourceFrame }];
}

/**
 * The packets each span can take over: from its first key frame to the last point in decode order where everything
 * decoded so far is a gapless run of pictures. What is left at both ends is for the encoder.
 */
export function planCopies(
  spans: readonly UntouchedSpan[],
  tables: ReadonlyMap<string, PacketTable>,
): CopyPiece[] {
  return spans.flatMap((span) => {
    const table = tables.get(span.sourceKey);
    const piece = table && copyOf(span, table);
    return piece ? [piece] : [];
  });
}

function copyOf(span: UntouchedSpan, { display, keys }: PacketTable): CopyPiece | undefined {
  const endFrame = span.sourceFrame + rangeLength(span.range);
  const from = keys.findIndex(
    (key, index) => key && display[index] >= span.sourceFrame && isClosed(display, keys, index),
  );
  if (from < 0) return undefined;
  const firstFrame = display[from];
  let highest = -1;
  let best = 0;
  for (let index = from; index < display.length && display[index] >= firstFrame; index += 1) {
    highest = Math.max(highest, display[index]);
    const count = index - from + 1;
    if (highest - firstFrame + 1 === count && highest < endFrame) best = count;
    if (highest >= endFrame + LOOK_AHEAD) break;
  }
  if (best < SHORTEST_COPY) return undefined;
  const start = span.range.start + firstFrame - span.sourceFrame;
  return {
    path: span.path,
    sourceKey: span.sourceKey,
    range: { start, end: start + best },
    firstFrame,
  };
}

/** Frames a stream may be out of order by. */
const LOOK_AHEAD = 32;

/** True when no picture that follows the key frame in the file is shown before it. */
function isClosed(display: readonly number[], keys: readonly boolean[], key: number): boolean {
  for (let index = key + 1; index < display.length && !keys[index]; index += 1) {
    if (display[index] < display[key]) return false;
    if (index - key > LOOK_AHEAD) break;
  }
  return true;
}
