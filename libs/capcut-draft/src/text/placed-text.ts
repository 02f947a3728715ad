import type { CaptionRun } from '../timeline/timeline';
import type { ChosenFont } from './font-book';

/** A stretch of one line in one style. Positions in pixels, relative to the center of the text box, y down. */
export interface Fragment {
  readonly text: string;
  /** UTF-16 offset of its first character in the whole text. */
  readonly start: number;
  readonly run: CaptionRun;
  readonly font: ChosenFont;
  readonly em: number;
  /** Left edge. */
  readonly x: number;
  readonly baseline: number;
  readonly width: number;
  readonly spacing: number;
  readonly rightToLeft: boolean;
}

/** A line, or a column of vertical text. */
export interface TextLine {
  readonly fragments: readonly Fragment[];
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface TextLayout {
  readonly lines: readonly TextLine[];
  readonly width: number;
  readonly height: number;
  /** Middle height of a line, or width of a column. */
  readonly pitch: number;
}
