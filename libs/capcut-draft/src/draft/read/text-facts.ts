import { isJsonObject, type JsonObject } from '../json/json-value';
import { parseJson } from '../json/parse-json';
import { numberOr, stringOr, type DraftMaterial } from '../model/draft-document';
import type { TextRun } from './rich-text';
import { readMarkup } from './text-markup';
import { styleOf } from './text-style';

export type { Rgba, TextRun, TextShadow, TextStroke, TextStyle } from './rich-text';

export interface TextFacts {
  readonly text: string;
  readonly runs: readonly TextRun[];
  readonly generation: 'json' | 'markup' | 'literal';
  /** Flat fields, for everything that is not per run. */
  readonly raw: DraftMaterial;
}

/** Reads a `texts` entry: JSON content of newer files, tag markup of older ones, literal text as the last resort. */
export function textFacts(material: DraftMaterial): TextFacts {
  const content = stringOr(material.content, '');
  const json = jsonContent(content);
  if (json) {
    const text = stringOr(json.text, '');
    return { text, runs: coverWith(text.length, styledRanges(json)), generation: 'json', raw: material };
  }
  const markup = readMarkup(content);
  return { ...markup, raw: material };
}

function jsonContent(content: string): JsonObject | undefined {
  if (!content.trimStart().startsWith('{')) return undefined;
  try {
    const parsed = parseJson(content);
    return isJsonObject(parsed) && typeof parsed.text === 'string' ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function styledRanges(json: JsonObject): TextRun[] {
  const styles = Array.isArray(json.styles) ? json.styles.filter(isJsonObject) : [];
  return styles.map((style) => {
    const range = Array.isArray(style.range) ? style.range : [];
    return {
      start: numberOr(range[0], 0),
      end: numberOr(range[1], Number.MAX_SAFE_INTEGER),
      style: styleOf(style),
    };
  });
}

/**
 * Files of third-party tools leave gaps, overlap and run past the end: later ranges win, gaps take the first style,
 * everything is clamped to the text.
 */
export function coverWith(length: number, ranges: readonly TextRun[]): TextRun[] {
  const edges = new Set([0, length]);
  for (const range of ranges) {
    edges.add(Math.min(Math.max(range.start, 0), length));
    edges.add(Math.min(Math.max(range.end, 0), length));
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const runs: TextRun[] = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const start = cuts[i] as number;
    const style =
      ranges.findLast((range) => range.start <= start && range.end > start)?.style ?? ranges[0]?.style ?? {};
    const last = runs.at(-1);
    const end = cuts[i + 1] as number;
    if (last && last.style === style) runs[runs.length - 1] = { ...last, end };
    else runs.push({ start, end, style });
  }
  return runs;
}
