import type { InlineFile } from '../provider/read-pictures';

/** The inputs of a request as bytes. */
export interface GoogleFiles {
  readonly first?: InlineFile;
  readonly last?: InlineFile;
  readonly references: readonly InlineFile[];
  readonly video?: InlineFile;
}

export type GoogleFlavor = 'vertex' | 'gemini';
