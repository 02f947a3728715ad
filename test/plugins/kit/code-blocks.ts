/** A fenced block of a page. */
export interface CodeBlock {
  readonly language: string;
  /** What follows the language: a file, or how a command ends. */
  readonly note: string;
  readonly text: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
}

const FENCED = /^```(\w+)(?: ([^\n]+))?\n([\s\S]*?)^```$/gm;

export const codeBlocks = (page: string): readonly CodeBlock[] =>
  [...page.matchAll(FENCED)].map(({ 1: language, 2: note = '', 3: text, index }) => ({
    language,
    note,
    text,
    line: page.slice(0, index).split('\n').length,
  }));

/** Applies a block of `-` and `+` lines. What it takes out must be there exactly once. */
export function applyDiff(source: string, diff: string): string {
  const lines = (sign: string): string =>
    diff
      .split('\n')
      .filter((line) => line.startsWith(sign))
      .map((line) => line.slice(1))
      .join('\n');
  const parts = source.split(lines('-'));
  if (parts.length !== 2) throw new Error(`found ${parts.length - 1} times:\n${lines('-')}`);
  return parts.join(lines('+'));
}
