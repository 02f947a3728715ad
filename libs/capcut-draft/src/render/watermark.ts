import type { Picture, SourceRef, Timeline } from '../timeline/timeline';
import type { Size } from '../plan/placement';

export const WATERMARK_POSITIONS = [
  'top-left',
  'top',
  'top-right',
  'left',
  'center',
  'right',
  'bottom-left',
  'bottom',
  'bottom-right',
] as const;
export type WatermarkPosition = (typeof WATERMARK_POSITIONS)[number];

/** A picture or a line of text over the whole film. */
export interface Watermark {
  readonly content:
    | { readonly kind: 'image'; /** Absolute. */ readonly path: string }
    | { readonly kind: 'text'; readonly text: string };
  /** Default `bottom-right`. */
  readonly position?: WatermarkPosition;
  /** Width of the picture as a share of the film's width, or height of a line of text as a share of its height. */
  readonly scale?: number;
  /** 0 … 1; default 0.8. */
  readonly opacity?: number;
  /** Distance from the edges as a share of the film's shorter side; default 0.03. */
  readonly margin?: number;
}

export const WATERMARK_DEFAULTS = { imageScale: 0.15, textScale: 0.05, opacity: 0.8, margin: 0.03 };

const SOURCE: SourceRef = {
  key: 'onereel:watermark',
  path: '',
  name: 'watermark',
  kind: 'image',
  width: 0,
  height: 0,
  durationUs: 0,
};
export const WATERMARK_KEY = SOURCE.key;

/** The film with the watermark on top of everything. @param picture pixels of the drawing or file */
export function withWatermark(film: Timeline, watermark: Watermark, picture: Size, canvas: Size): Timeline {
  const { position = 'bottom-right', margin = WATERMARK_DEFAULTS.margin } = watermark;
  const edge = margin * Math.min(canvas.width, canvas.height);
  const size = shownSize(watermark, picture, canvas, edge);
  const fit = Math.min(canvas.width / picture.width, canvas.height / picture.height);
  const scale = size.width / (picture.width * fit);
  const x = 1 - (size.width + 2 * edge) / canvas.width;
  const y = 1 - (size.height + 2 * edge) / canvas.height;
  const visual: Picture = {
    id: SOURCE.key,
    track: SOURCE.key,
    kind: 'picture',
    range: { start: 0, end: film.frames },
    content: {
      kind: 'file',
      source: SOURCE,
      still: true,
      loop: false,
      sourceStartUs: 0,
      sourceDurationUs: 0,
      retime: { kind: 'constant', speed: 1 },
      reverse: false,
    },
    pose: {
      x: x * sideOf(position, 'left', 'right'),
      y: y * sideOf(position, 'bottom', 'top'),
      scaleX: scale,
      scaleY: scale,
      rotation: 0,
      alpha: watermark.opacity ?? WATERMARK_DEFAULTS.opacity,
      flipX: false,
      flipY: false,
    },
    curves: {},
    motions: [],
    blend: 'normal',
    grade: [],
    effects: [],
  };
  return { ...film, visuals: [...film.visuals, visual] };
}

const sideOf = (position: WatermarkPosition, negative: string, positive: string): number => {
  const words = position.split('-');
  if (words.includes(negative)) return -1;
  return words.includes(positive) ? 1 : 0;
};

/** Texts are drawn at their size; pictures are brought to theirs, and inside the margins in any case. */
function shownSize({ content, scale }: Watermark, picture: Size, canvas: Size, edge: number): Size {
  const wanted =
    content.kind === 'text' ? 1 : ((scale ?? WATERMARK_DEFAULTS.imageScale) * canvas.width) / picture.width;
  const fitting = Math.min(
    (canvas.width - 2 * edge) / picture.width,
    (canvas.height - 2 * edge) / picture.height,
  );
  const factor = Math.min(wanted, fitting);
  return { width: picture.width * factor, height: picture.height * factor };
}
