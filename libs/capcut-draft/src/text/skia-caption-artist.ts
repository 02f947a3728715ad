import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { createHash } from 'node:crypto';
import type { CaptionArtist, CaptionLayer } from '../plan/compose-context';
import { motionAt } from '../plan/motion';
import type { MotionOffset } from '../plan/motion-offset';
import { type Placement, placementAt, type Size } from '../plan/placement';
import type { ReportRow } from '../report/report-row';
import { rangeLength } from '../timeline/frame-clock';
import type { Caption, FrameRange } from '../timeline/timeline';
import { drawText } from './draw-text';
import { FontBook } from './font-book';
import { fontOf, graphemes } from './glyphs';
import type { TextLayout } from './placed-text';
import { layoutText } from './text-layout';

/** What a caption looks like in one frame. */
interface CaptionState {
  readonly placement: Placement;
  readonly shown: number;
  readonly sung: number;
  readonly blur: number;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Part of the name of every drawing: raise it when texts are drawn differently. */
const DRAWING_REVISION = 6;
/** Bytes of raw frames one moving layer may hold. */
const SEQUENCE_BYTES = 48 * 1024 * 1024;
const UNIT: Size = { width: 1, height: 1 };

/** Draws captions with Skia: still stretches as one picture, moving ones as a picture per frame. */
export class SkiaCaptionArtist implements CaptionArtist {
  private readonly fonts: FontBook;
  private readonly layouts = new WeakMap<Caption, Map<string, TextLayout>>();

  constructor(fontDirectories: readonly string[] = []) {
    this.fonts = new FontBook(fontDirectories);
  }

  layers(caption: Caption, range: FrameRange, canvas: Size): CaptionLayer[] {
    const states = this.statesOf(caption, range, canvas);
    return stretches(states).flatMap(({ from, to, still }) => {
      const part = { start: range.start + from, end: range.start + to };
      if (states.slice(from, to).every((state) => state.placement.alpha <= 0)) return [];
      if (still) return this.layer(caption, part, states.slice(from, from + 1), canvas);
      return this.sequence(caption, part, states.slice(from, to), canvas);
    });
  }

  /** Rows for fonts that are drawn with another. */
  substitutions(captions: readonly Caption[]): ReportRow[] {
    return captions.flatMap((caption) => {
      const names = caption.text.runs.map((run) => fontOf(run, this.fonts, true).substitutedFor);
      return [...new Set(names)].flatMap((name): ReportRow[] =>
        name === undefined
          ? []
          : [
              {
                segment: caption.id,
                construct: 'font',
                grade: 'near',
                note: `"${name}" is not installed; drawn with Noto Sans, so widths differ`,
                frame: caption.range.start,
              },
            ],
      );
    });
  }

  private statesOf(caption: Caption, range: FrameRange, canvas: Size): CaptionState[] {
    const length = rangeLength(caption.range);
    const moving =
      Object.keys(caption.curves).length > 0 ||
      caption.motions.length > 0 ||
      caption.text.karaoke !== undefined;
    const count = rangeLength(range);
    const first = range.start - caption.range.start;
    if (!moving) {
      const state = stateAt(caption, first, length, canvas);
      return Array.from({ length: count }, () => state);
    }
    return Array.from({ length: count }, (_, index) => stateAt(caption, first + index, length, canvas));
  }

  /** A moving stretch, in parts small enough for memory. */
  private sequence(
    caption: Caption,
    range: FrameRange,
    states: readonly CaptionState[],
    canvas: Size,
  ): CaptionLayer[] {
    const box = this.boxOf(caption, states, canvas);
    if (!box) return [];
    const perPart = Math.max(1, Math.floor(SEQUENCE_BYTES / (box.width * box.height * 4)));
    const layers: CaptionLayer[] = [];
    for (let from = 0; from < states.length; from += perPart) {
      const to = Math.min(states.length, from + perPart);
      layers.push(
        ...this.layer(
          caption,
          { start: range.start + from, end: range.start + to },
          states.slice(from, to),
          canvas,
        ),
      );
    }
    return layers;
  }

  private layer(
    caption: Caption,
    range: FrameRange,
    states: readonly CaptionState[],
    canvas: Size,
  ): CaptionLayer[] {
    const box = this.boxOf(caption, states, canvas);
    if (!box) return [];
    const key = JSON.stringify([DRAWING_REVISION, caption.text, states, canvas, box]);
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 24);
    const single = states.length === 1;
    const asset = {
      name: `text-${hash}.${single ? 'png' : 'rgba'}`,
      produce: () =>
        single ? this.png(caption, states[0], box, canvas) : this.frames(caption, states, box, canvas),
    };
    return [
      { range, x: box.x, y: box.y, width: box.width, height: box.height, asset, frames: states.length },
    ];
  }

  private png(caption: Caption, state: CaptionState, box: Box, canvas: Size): Buffer {
    return this.draw(caption, state, box, canvas).toBuffer('image/png');
  }

  private frames(caption: Caption, states: readonly CaptionState[], box: Box, canvas: Size): Buffer {
    return Buffer.concat(
      states.map((state) => {
        const picture = this.draw(caption, state, box, canvas);
        const { data } = picture.getContext('2d').getImageData(0, 0, box.width, box.height);
        return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      }),
    );
  }

  private draw(caption: Caption, state: CaptionState, box: Box, canvas: Size): Canvas {
    const picture = createCanvas(box.width, box.height);
    const context = picture.getContext('2d');
    const { placement } = state;
    const { layout, scale } = this.layoutFor(caption, canvas);
    context.globalAlpha = placement.alpha;
    if (state.blur > 0) context.filter = `blur(${(state.blur * canvas.height).toFixed(2)}px)`;
    context.translate(placement.centerX - box.x, placement.centerY - box.y);
    context.rotate((placement.rotation * Math.PI) / 180);
    context.scale(placement.width / scale, placement.height / scale);
    if (caption.pose.flipX || caption.pose.flipY)
      context.scale(caption.pose.flipX ? -1 : 1, caption.pose.flipY ? -1 : 1);
    drawText(context, caption.text, layout, { shown: state.shown, sung: state.sung });
    return picture;
  }

  /** Text is laid out at its resting size, so that a still caption is drawn without being scaled. */
  private layoutFor(caption: Caption, canvas: Size): { layout: TextLayout; scale: number } {
    const scale = Math.max(0.05, Math.abs(caption.pose.scaleX));
    const key = `${canvas.width}:${canvas.height}:${scale}`;
    const known = this.layouts.get(caption) ?? new Map<string, TextLayout>();
    this.layouts.set(caption, known);
    const layout = known.get(key) ?? layoutText(caption.text, this.fonts, canvas, scale);
    known.set(key, layout);
    return { layout, scale };
  }

  /** Smallest even box on the canvas that holds the caption in all states. */
  private boxOf(caption: Caption, states: readonly CaptionState[], canvas: Size): Box | undefined {
    const { layout, scale } = this.layoutFor(caption, canvas);
    const margin = marginOf(caption, layout);
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const { placement, blur } of states) {
      const halfWidth =
        ((layout.width / 2 + margin) * Math.abs(placement.width)) / scale + 3 * blur * canvas.height;
      const halfHeight =
        ((layout.height / 2 + margin) * Math.abs(placement.height)) / scale + 3 * blur * canvas.height;
      const radians = (placement.rotation * Math.PI) / 180;
      const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
      const reachX = halfWidth * cos + halfHeight * sin;
      const reachY = halfWidth * sin + halfHeight * cos;
      left = Math.min(left, placement.centerX - reachX);
      right = Math.max(right, placement.centerX + reachX);
      top = Math.min(top, placement.centerY - reachY);
      bottom = Math.max(bottom, placement.centerY + reachY);
    }
    const x = Math.max(0, 2 * Math.floor(left / 2));
    const y = Math.max(0, 2 * Math.floor(top / 2));
    const width = 2 * Math.ceil((Math.min(canvas.width, right) - x) / 2);
    const height = 2 * Math.ceil((Math.min(canvas.height, bottom) - y) / 2);
    return width > 0 && height > 0 ? { x, y, width, height } : undefined;
  }
}

function stateAt(caption: Caption, at: number, length: number, canvas: Size): CaptionState {
  const motion: MotionOffset = motionAt(caption.motions, at, length, true);
  const placement = placementAt(caption, { base: UNIT, canvas }, at, motion);
  return {
    placement,
    shown: shownPart(caption.text.text, motion.reveal),
    sung: caption.text.karaoke?.words.findLast(({ frame }) => frame <= at)?.end ?? 0,
    blur: motion.blur,
  };
}

/** UTF-16 length of the first `share` of the letters; none is cut in two. */
function shownPart(text: string, share: number): number {
  if (share >= 1) return text.length;
  const letters = [...graphemes.segment(text)];
  return letters[Math.floor(share * letters.length + 1e-6)]?.index ?? text.length;
}

function marginOf(caption: Caption, layout: TextLayout): number {
  const em = Math.max(...layout.lines.flatMap((line) => line.fragments.map((fragment) => fragment.em)), 1);
  const stroke = Math.max(0, ...caption.text.runs.flatMap((run) => run.strokes.map((item) => item.width)));
  const shadow = Math.max(
    0,
    ...caption.text.runs.flatMap((run) => run.shadows.map((item) => 0.03 * item.distance + 3 * item.diffuse)),
  );
  const { background } = caption.text;
  const padding = background
    ? Math.max(background.padX, background.padY) * layout.height +
      (Math.abs(background.offsetX) + Math.abs(background.offsetY)) * layout.width
    : 0;
  const arc = caption.text.arc === 0 ? 0 : layout.width / 2;
  return em * (0.35 + stroke + shadow) + padding + arc;
}

/** Runs of frames that look alike, and runs where every frame differs. */
function stretches(states: readonly CaptionState[]): { from: number; to: number; still: boolean }[] {
  const keys = states.map((state, index) =>
    index > 0 && state === states[index - 1] ? '' : JSON.stringify(state),
  );
  for (let index = 1; index < keys.length; index += 1) if (keys[index] === '') keys[index] = keys[index - 1];
  const found: { from: number; to: number; still: boolean }[] = [];
  for (let from = 0; from < keys.length;) {
    let to = from + 1;
    while (to < keys.length && keys[to] === keys[from]) to += 1;
    const still = to - from > 1 || keys.length === 1;
    const last = found[found.length - 1];
    if (!still && last && !last.still) last.to = to;
    else found.push({ from, to, still });
    from = to;
  }
  return found;
}
