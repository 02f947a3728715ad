import type { DraftDocument } from '../../draft/model/draft-document';
import { canvasFacts, draftDuration } from '../../draft/read/canvas-facts';
import { rootKeyframes } from '../../draft/read/keyframe-facts';
import { indexMaterials } from '../../draft/read/material-index';
import { tracksOf, zOrder } from '../../draft/read/track-facts';
import type { ReportRow } from '../../report/report-row';
import { frameRange, frameRateOf, rangeLength, toFrameFraction } from '../frame-clock';
import type { Sound, Timeline, Treatment, Visual } from '../timeline';
import { captionOf } from './caption-of';
import { effectUse, gradeOf, SLIDERS } from './companions-of';
import { type Conversion, type SegmentInput, skip } from './conversion';
import { movesSlider, withCurves } from './grade-curves';
import { settleMixes } from './mixes';
import { pictureOf } from './picture-of';
import { soundOf } from './sound-of';
import { stickerOf } from './sticker-of';
import { tracksOf as tracksOfSegment } from './curves-of';
import { noteCompanions, noteKeyframes } from './left-out';
import { type PlacedPicture, transitionsOf } from './transitions-of';

export interface BuiltTimeline {
  readonly timeline: Timeline;
  /** What the draft asks for and the timeline cannot carry. */
  readonly rows: readonly ReportRow[];
}

/** Refused before any work is done. */
export const TIMELINE_LIMITS = { canvas: 8192, hours: 12, fps: 240 };

/**
 * Translates a draft of any generation into the neutral timeline. Frames are decided here, once, by rounding, at the
 * draft's frame rate or the one given instead.
 *
 * @throws RangeError for a canvas, frame rate or length beyond {@link TIMELINE_LIMITS}.
 */
export function buildTimeline(
  draft: DraftDocument,
  overrides: { readonly fps?: number } = {},
): BuiltTimeline {
  const stated = canvasFacts(draft);
  const canvas = { ...stated, fps: overrides.fps ?? stated.fps };
  checkLimits(canvas);
  const rows: ReportRow[] = [];
  const fps = frameRateOf(canvas.fps);
  const timeline = convert(
    {
      draft,
      materials: indexMaterials(draft),
      rootKeyframes: rootKeyframes(draft),
      fps,
      width: Math.round(canvas.width),
      height: Math.round(canvas.height),
      depth: 0,
      rows,
      films: new Map(),
      nested: nestedTimeline,
    },
    draft,
  );
  return { timeline, rows };
}

function checkLimits(canvas: { width: number; height: number; fps: number; duration: number }): void {
  const { width, height, fps, duration } = canvas;
  if (width > TIMELINE_LIMITS.canvas || height > TIMELINE_LIMITS.canvas) {
    throw new RangeError(
      `canvas_config is ${width}x${height}; at most ${TIMELINE_LIMITS.canvas} pixels a side can be rendered`,
    );
  }
  if (fps > TIMELINE_LIMITS.fps)
    throw new RangeError(`fps is ${fps}; at most ${TIMELINE_LIMITS.fps} can be rendered`);
  if (duration > TIMELINE_LIMITS.hours * 3600e6) {
    throw new RangeError(`the draft is longer than ${TIMELINE_LIMITS.hours} hours`);
  }
}

function convert(conversion: Conversion, draft: DraftDocument): Timeline {
  const tracks = tracksOf(draft);
  const { visuals, placed } = visualsOf(conversion, draft, tracks);
  const sounds = tracks
    .filter((track) => track.type === 'audio' || track.type === 'video')
    .flatMap((track) =>
      track.segments.map((segment) =>
        soundOf({ conversion, track, segment, range: rangeOf(conversion, segment.target) }),
      ),
    )
    .filter((sound) => sound !== undefined && sound.durationUs > 0) as Sound[];
  return {
    width: conversion.width,
    height: conversion.height,
    fps: conversion.fps,
    frames: frameRange(0, draftDuration(draft), conversion.fps).end,
    visuals: settleMixes(visuals, conversion.rows),
    sounds: sounds.sort((a, b) => a.startUs - b.startUs),
    transitions: placed.flatMap((track) => transitionsOf(sortByStart(track))),
  };
}

/** Everything seen, bottom to top, and the clips of each video track. */
function visualsOf(
  conversion: Conversion,
  draft: DraftDocument,
  tracks: ReturnType<typeof tracksOf>,
): { visuals: Visual[]; placed: PlacedPicture[][] } {
  const visuals: Visual[] = [];
  const placed = new Map<string, PlacedPicture[]>();
  for (const { track, segment } of zOrder(draft, tracks)) {
    const input: SegmentInput = { conversion, track, segment, range: rangeOf(conversion, segment.target) };
    const visual = rangeLength(input.range) > 0 && segment.visible ? visualOf(input) : undefined;
    if (!visual) continue;
    visuals.push(visual);
    if (visual.kind !== 'picture' || track.type !== 'video') continue;
    placed.set(track.id, [...(placed.get(track.id) ?? []), { input, picture: visual }]);
  }
  return { visuals, placed: [...placed.values()] };
}

function rangeOf(
  conversion: Conversion,
  target: { start: number; duration: number },
): ReturnType<typeof frameRange> {
  return frameRange(target.start, target.duration, conversion.fps);
}

function sortByStart(placed: readonly PlacedPicture[]): PlacedPicture[] {
  return [...placed].sort((a, b) => a.picture.range.start - b.picture.range.start);
}

function visualOf(input: SegmentInput): Visual | undefined {
  const { type } = input.track;
  if (type === 'video') return pictureOf(input);
  if (type === 'sticker') return stickerOf(input);
  if (type === 'text') return captionOf(input);
  if (type === 'effect' || type === 'filter' || type === 'adjust') return treatmentOf(input);
  skip(input, 'track', `tracks of type "${type}" are not known`);
  return undefined;
}

/** A compound clip's own film, on the frame grid of the film around it. */
function nestedTimeline(conversion: Conversion, draft: DraftDocument): Timeline {
  const canvas = canvasFacts(draft);
  return convert(
    {
      ...conversion,
      draft,
      materials: indexMaterials(draft),
      rootKeyframes: rootKeyframes(draft),
      width: Math.round(canvas.width),
      height: Math.round(canvas.height),
    },
    draft,
  );
}

/** An effect, filter or adjustment that covers everything below it. */
function treatmentOf(input: SegmentInput): Treatment | undefined {
  noteCompanions(input, 'picture');
  const tracks = tracksOfSegment(input);
  const found = input.conversion.materials.find(input.segment.materialId);
  const base = {
    kind: 'treatment' as const,
    id: input.segment.id,
    track: input.track.id,
    range: input.range,
  };
  if (found?.kind === 'video_effects') {
    noteKeyframes(input, tracks, () => false);
    return { ...base, grade: [], effects: [effectUse(found.material)] };
  }
  const own =
    found && (found.material.type === 'filter' || SLIDERS.has(String(found.material.type)))
      ? [found.material]
      : [];
  const grade = withCurves(gradeOf(input, own), tracks, (offset) =>
    toFrameFraction(offset, input.conversion.fps),
  );
  noteKeyframes(input, tracks, movesSlider(grade));
  if (grade.length === 0) {
    skip(
      input,
      input.track.type,
      found ? 'it carries no value that changes the picture' : 'its material is not in the draft',
    );
    return undefined;
  }
  return { ...base, grade, effects: [] };
}
