import type { CaptionRun } from '../commands/draft-command';

export interface SubtitleRun {
  /** UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly style: Partial<CaptionRun>;
}

/** One subtitle; microseconds. */
export interface SubtitleCue {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Cover the text when it carries markup; empty otherwise. */
  readonly runs: readonly SubtitleRun[];
}
