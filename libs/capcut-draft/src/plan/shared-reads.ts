import { fpsValue } from '../timeline/frame-clock';
import type { FileContent, FrameRate, Picture } from '../timeline/timeline';
import { type SharedRead, type SharedReads, windowOf } from './clip-window';
import type { ClipWindow } from './source-stream';
import type { Piece } from './track-pieces';
import { TRANSITION_TAIL } from './transition-graph';

/** Decoding what was cut out takes less than decoding from the key frame before what follows, by experience. */
const CUT_OUT_SECONDS = 0.75;
/** Moments of drafts are rounded to microseconds. */
const ROUNDING_SECONDS = 1.5e-6;

interface Group {
  readonly owner: FileClip;
  /** By the clip's id. */
  readonly shifts: Map<string, number>;
  /** In frames of the owner. */
  readonly windows: ClipWindow[];
}

type FileClip = Picture & { readonly content: FileContent };

/**
 * Clips that the pieces show alone and in transition, and clips that go on in the source shortly after the one before, as
 * where pauses were cut out. Each group is decoded once, from the key frame before the first piece, instead of once per
 * piece. Only where the pieces are consumed one after the other: what is read too early would fill the memory.
 */
export function sharedReads(pieces: readonly Piece[], fps: FrameRate): SharedReads {
  const groups: Group[] = [];
  for (const [index, piece] of pieces.entries()) {
    const follows = piece.kind === 'clip' && pieces[index - 1]?.kind === 'clip';
    for (const { picture, window } of readsOf(piece)) {
      if (!isForwardFile(picture)) continue;
      const last = follows ? groups.at(-1) : undefined;
      const group =
        groups.find(({ shifts }) => shifts.has(picture.id)) ??
        (last && joined(last, picture, window, fps)) ??
        opened(groups, picture);
      group.windows.push({ ...window, from: window.from + (group.shifts.get(picture.id) ?? 0) });
    }
  }
  return new Map(groups.filter(({ windows }) => windows.length > 1).flatMap(membersOf));
}

/** Backwards, all that is read waits in memory for its end. */
const isForwardFile = (picture: Picture): picture is FileClip =>
  picture.content.kind === 'file' && !picture.content.reverse;

function readsOf(piece: Piece): { picture: Picture; window: ClipWindow }[] {
  if (piece.kind === 'clip') {
    const { picture, range } = piece;
    return [{ picture, window: windowOf(picture, range) }];
  }
  const { from, to, transition } = piece;
  return [from, to].map((picture) => ({
    picture,
    window: windowOf(picture, transition.range, TRANSITION_TAIL),
  }));
}

function opened(groups: Group[], owner: FileClip): Group {
  const group = { owner, shifts: new Map([[owner.id, 0]]), windows: [] };
  groups.push(group);
  return group;
}

/** Undefined where the clip does not go on where the group ends, frame for frame. */
function joined(group: Group, picture: FileClip, { from }: ClipWindow, fps: FrameRate): Group | undefined {
  const shift = shiftBetween(group.owner.content, picture.content, fps);
  if (shift === undefined) return undefined;
  const cutOut = from + shift - endOf(group.windows);
  if (cutOut < 0 || cutOut > CUT_OUT_SECONDS * fpsValue(fps)) return undefined;
  group.shifts.set(picture.id, shift);
  return group;
}

/** Frames from the start of one part of a source to that of another; undefined where they are not played alike. */
function shiftBetween(a: FileContent, b: FileContent, fps: FrameRate): number | undefined {
  const [speed, other] = [steadySpeed(a), steadySpeed(b)];
  if (a.source.key !== b.source.key || speed === undefined || speed !== other) return undefined;
  const frames = ((b.sourceStartUs - a.sourceStartUs) / 1e6 / speed) * fpsValue(fps);
  const whole = Math.round(frames);
  return Math.abs(frames - whole) <= (ROUNDING_SECONDS / speed) * fpsValue(fps) ? whole : undefined;
}

const steadySpeed = ({ still, loop, retime }: FileContent): number | undefined =>
  still || loop || retime.kind !== 'constant' ? undefined : retime.speed;

const endOf = (windows: readonly ClipWindow[]): number =>
  Math.max(...windows.map(({ from, frames }) => from + frames));

function membersOf({ owner, shifts, windows }: Group): [string, SharedRead][] {
  const from = Math.min(...windows.map((window) => window.from));
  const window = { ...windows[0], from, frames: endOf(windows) - from };
  return [...shifts].map(([id, shift]) => [id, { content: owner.content, window, shift }]);
}
