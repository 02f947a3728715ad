import type { Rgba } from './rgba';

export interface CaptionText {
  readonly text: string;
  readonly runs: readonly CaptionRun[];
  readonly alignment: 'left' | 'center' | 'right';
  /** Columns from right to left instead of lines; then left means top, right bottom, and lines end by the canvas height. */
  readonly vertical: boolean;
  /** Em after every glyph. */
  readonly letterSpacing: number;
  /** Em added to every line. */
  readonly lineSpacing: number;
  /** Length of a line as a fraction of the canvas width. */
  readonly maxWidth: number;
  readonly background?: CaptionBackground;
  /** Arc in degrees; 0 = straight. */
  readonly arc: number;
  readonly karaoke?: Karaoke;
}

/** Words that take another color when they are sung. */
export interface Karaoke {
  readonly color: Rgba;
  /** In reading order: UTF-16 offset where the word ends, and the frame of the caption it is sung from. */
  readonly words: readonly { readonly end: number; readonly frame: number }[];
}

export interface CaptionRun {
  /** UTF-16 offsets, half-open. */
  readonly start: number;
  readonly end: number;
  /** Unit of the format; the em in pixels follows from it and the canvas. */
  readonly size: number;
  readonly color: Rgba;
  readonly gradient?: {
    readonly colors: readonly Rgba[];
    readonly percents: readonly number[];
    readonly angle: number;
  };
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly fontPath: string;
  readonly fontName: string;
  readonly strokes: readonly { readonly width: number; readonly color: Rgba }[];
  readonly shadows: readonly {
    readonly color: Rgba;
    readonly distance: number;
    readonly angle: number;
    readonly diffuse: number;
  }[];
}

export interface CaptionBackground {
  readonly color: Rgba;
  readonly perLine: boolean;
  /** 0–1 of half the box height. */
  readonly radius: number;
  readonly padX: number;
  readonly padY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}
