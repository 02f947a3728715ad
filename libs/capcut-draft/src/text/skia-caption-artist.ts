import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { createHash } from 'node:crypto';
import type { CaptionArtist, CaptionLayer } from '../plan/compose-context';
import type { Size } from '../plan/placement';
import type { ReportRow } from '../report/report-row';
import type { Caption, FrameRange } from '../timeline/timeline';
import { type Box, captionBox, type ScaledLayout } from './caption-box';
import { type CaptionState, captionStates, stretches } from './caption-states';
import { drawText } from './draw-text';
import { FontBook } from './font-book';
import { fontOf } from './glyphs';
import type { TextLayout } from './placed-text';
import { layoutText } from './text-layout';

/** Part of the name of every drawing: raise it when texts are drawn differently. */
const DRAWING_REVISION = 6;
/** Bytes of raw frames one moving layer may hold. */
const SEQUENCE_BYTES = 48 * 1024 * 1024;

/** Draws captions with Skia: still stretches as one picture, moving ones as a picture per frame. */
export class SkiaCaptionArtist implements CaptionArtist {
  private readonly fonts: FontBook;
  private readonly layouts = new WeakMap<Caption, Map<string, TextLayout>>();

  constructor(fontDirectories: readonly string[] = []) {
    this.fonts = new FontBook(fontDirectories);
  }

  layers(caption: Caption, range: FrameRange, canvas: Size): CaptionLayer[] {
    const states = captionStates(caption, range, canvas);
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

  /** A moving stretch, in parts small enough for memory. */
  private sequence(
    caption: Caption,
    range: FrameRange,
    states: readonly CaptionState[],
    canvas: Size,
  ): CaptionLayer[] {
    const box = captionBox(caption, states, this.layoutFor(caption, canvas), canvas);
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
    const box = captionBox(caption, states, this.layoutFor(caption, canvas), canvas);
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
  private layoutFor(caption: Caption, canvas: Size): ScaledLayout {
    const scale = Math.max(0.05, Math.abs(caption.pose.scaleX));
    const key = `${canvas.width}:${canvas.height}:${scale}`;
    const known = this.layouts.get(caption) ?? new Map<string, TextLayout>();
    this.layouts.set(caption, known);
    const layout = known.get(key) ?? layoutText(caption.text, this.fonts, canvas, scale);
    known.set(key, layout);
    return { layout, scale };
  }
}
