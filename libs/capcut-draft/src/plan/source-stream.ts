import { type MediaFacts, rationalValue } from '@onereel/core/media';
import { mirrored, type Retime, sourceTime, type SpeedPiece, speedPieces } from '../timeline/retime';
import { fpsValue } from '../timeline/frame-clock';
import type { FileContent, FrameRate, Played } from '../timeline/timeline';
import { num } from './expression';

/** Frames of a clip, counted from its start; may begin before 0 or run past its end where a transition needs more. */
export interface ClipWindow {
  readonly from: number;
  readonly frames: number;
  /** Length of the whole clip, needed to play backwards. */
  readonly clipFrames: number;
}

export interface SourceRead {
  /** Options in front of `-i`. */
  readonly options: string[];
  /** Seconds of the source that are read; absent from the beginning on. */
  readonly moments?: { readonly from: number; readonly to: number };
  /** Filters that turn what is read into exactly the frames asked for, at the output rate. */
  readonly filters: string[];
}

/** Fine enough for every usual frame rate to be a whole number of ticks. */
export const TICKS = 720_000;
/** A frame that begins this much late still counts as on time: positions in files are rounded to microseconds. */
export const SLACK_SECONDS = 20e-6;
/** Containers with millisecond clocks round further. */
const MILLISECOND_SLACK_SECONDS = 600e-6;

/**
 * How to read the frames of a window from a file: seek a little early, retime, and let the frame stay on screen until the
 * next one is due. Missing frames at either end repeat the edge.
 */
export function readVideo(
  content: FileContent,
  facts: MediaFacts,
  window: ClipWindow,
  fps: FrameRate,
): SourceRead {
  const { forward, startUs, retime, at } = reading(content, window, fps);
  const wanted = loopedStart(content, facts, Math.min(at(forward.from), lastMoment(content, facts)));
  const seek = content.loop ? 0 : seekPoint(wanted, facts);
  const length = at(forward.from + forward.frames) - at(forward.from);
  // What follows the last frame seen tells how long that one lasts.
  const lastSeen = Math.max(wanted, at(forward.from + forward.frames - 1));
  const seconds = Math.max(0.2, wanted - seek + length + margin(facts) * 2 + 0.1);
  return {
    ...(seek > 0 && { moments: { from: seek, to: lastSeen + margin(facts) } }),
    options: [
      ...(content.loop ? ['-stream_loop', '-1'] : []),
      ...(seek > 0 ? ['-ss', num(seek)] : []),
      ...(content.loop ? [] : ['-t', num(seconds)]),
      ...['-an', '-f', facts.demuxer],
    ],
    filters: [
      `settb=1/${TICKS}`,
      `setpts=${retimeExpression(retime, { seek, startUs, wanted, from: forward.from / fpsValue(fps), slack: slack(facts) })}`,
      `fps=${fps.num}/${fps.den}:round=up:start_time=0`,
      'tpad=stop=-1:stop_mode=clone',
      `trim=end_frame=${forward.frames}`,
      ...(content.reverse ? ['reverse'] : []),
    ],
  };
}

/** Options and filters for a picture that does not move: one frame, or as many as asked for. */
export function readStill(facts: MediaFacts): string[] {
  return ['-f', facts.demuxer];
}

export function holdStill(frames: number, fps: FrameRate): string[] {
  return [
    'loop=loop=-1:size=1:start=0',
    `settb=${fps.den}/${fps.num}`,
    'setpts=N',
    `fps=${fps.num}/${fps.den}`,
    `trim=end_frame=${frames}`,
  ];
}

/** A source as it is read: always forwards. Frames 0…n−1 backwards are frames n−1…0 forwards. */
interface Reading {
  readonly forward: ClipWindow;
  /** Where the clip begins, microseconds of the source. */
  readonly startUs: number;
  readonly retime: Retime;
  /** Seconds of the source shown at a frame of the clip. */
  readonly at: (frame: number) => number;
}

export function reading(content: Played, window: ClipWindow, fps: FrameRate): Reading {
  const { reverse, sourceStartUs, sourceDurationUs } = content;
  const retime = reverse ? mirrored(content.retime) : content.retime;
  const us = (frame: number): number => (frame * 1e6) / fpsValue(fps);
  const forward = reverse ? { ...window, from: window.clipFrames - window.from - window.frames } : window;
  const startUs = reverse
    ? sourceStartUs + sourceDurationUs - sourceTime(retime, us(window.clipFrames))
    : sourceStartUs;
  const at = (frame: number): number => (startUs + signedSourceTime(retime, us(frame))) / 1e6;
  return { forward, startUs, retime, at };
}

function signedSourceTime(retime: Retime, outputUs: number): number {
  if (outputUs >= 0) return sourceTime(retime, outputUs);
  return outputUs * (retime.kind === 'constant' ? retime.speed : (speedPieces(retime)[0]?.speed0 ?? 1));
}

function lastMoment(content: FileContent, facts: MediaFacts): number {
  if (content.loop || facts.durationSeconds <= 0) return Number.POSITIVE_INFINITY;
  return Math.max(0, facts.durationSeconds - 1.5 * frameSeconds(facts));
}

function loopedStart(content: FileContent, facts: MediaFacts, seconds: number): number {
  return content.loop && facts.durationSeconds > 0 ? Math.max(0, seconds) % facts.durationSeconds : seconds;
}

function frameSeconds(facts: MediaFacts): number {
  const fps = facts.video ? rationalValue(facts.video.averageFps) : 0;
  return fps > 0 ? 1 / fps : 0.04;
}

/** How early to seek so that the frame on screen at the wanted moment is certainly read. */
function margin(facts: MediaFacts): number {
  const { video } = facts;
  const steady = video && Math.abs(rationalValue(video.averageFps) - rationalValue(video.nominalFps)) < 0.01;
  return steady ? 1.5 * frameSeconds(facts) : 1;
}

/** On a tick of the source, because FFmpeg rounds the shift to one. */
function seekPoint(wanted: number, facts: MediaFacts): number {
  const early = wanted - margin(facts);
  if (early <= 0) return 0;
  const tick = facts.video ? rationalValue(facts.video.timeBase) : 0;
  return tick > 1e-5 ? Math.floor(early / tick) * tick : early;
}

function slack(facts: MediaFacts): number {
  const tick = facts.video ? rationalValue(facts.video.timeBase) : 0;
  return Math.abs(tick - 0.001) < 1e-6 ? MILLISECOND_SLACK_SECONDS : SLACK_SECONDS;
}

/** Where the stream begins and what is wanted first, all in seconds. */
export interface RetimeOrigin {
  /** Of the source, at the first frame of the stream. */
  readonly seek: number;
  /** Microseconds of the source at the start of the clip. */
  readonly startUs: number;
  /** Of the source, at the first frame of the window. */
  readonly wanted: number;
  /** Of the clip, at the first frame of the window. */
  readonly from: number;
  readonly slack: number;
}

/** Expression of the setpts filter that turns source time into time of the window. */
export function retimeExpression(retime: Retime, origin: RetimeOrigin): string {
  const { seek, startUs, wanted, from, slack: early } = origin;
  if (retime.kind === 'constant') {
    const shift = (wanted - seek + early).toFixed(9);
    return retime.speed === 1 ? `PTS-${shift}/TB` : `'(PTS-${shift}/TB)/${retime.speed.toFixed(9)}'`;
  }
  const source = `(PTS*TB+${(seek - startUs / 1e6 - early).toFixed(9)})`;
  return `'st(0,${source})*0+(${inverseTree(speedPieces(retime), 0)}-${from.toFixed(9)})/TB'`;
}

/** Output seconds as a function of source seconds in register 0, piece by piece. */
function inverseTree(pieces: readonly SpeedPiece[], passedUs: number): string {
  const [piece, ...rest] = pieces;
  if (!piece) return num(passedUs / 1e6);
  const inside = `(ld(0)-${(piece.from / 1e6).toFixed(9)})`;
  const slope = piece.slope * 1e6;
  const root = `(sqrt(max(0,${(piece.speed0 ** 2).toFixed(12)}+2*${slope.toFixed(12)}*${inside}))-${piece.speed0.toFixed(12)})/${slope.toFixed(12)}`;
  const time = Math.abs(slope) < 1e-9 ? `${inside}/${piece.speed0.toFixed(9)}` : root;
  const here = `(${(passedUs / 1e6).toFixed(9)}+${time})`;
  if (rest.length === 0) return here;
  const end = ((piece.from + piece.length) / 1e6).toFixed(9);
  return `if(lt(ld(0),${end}),${here},${inverseTree(rest, passedUs + piece.duration)})`;
}
