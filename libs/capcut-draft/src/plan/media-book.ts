import type { MediaFacts } from '@onereel/core/media';
import type { SourceRef } from '../timeline/timeline';

/** A source that has been found, or the stand-in drawn for one that has not. */
export interface MediaEntry {
  /** Absolute path. */
  readonly path: string;
  readonly facts: MediaFacts;
  /** Stands for the content of the file. */
  readonly fingerprint: string;
  readonly missing: boolean;
}

/** What is known about every source of a film, by its key. */
export type MediaBook = ReadonlyMap<string, MediaEntry>;

export function entryOf(book: MediaBook, source: SourceRef): MediaEntry {
  const entry = book.get(source.key);
  if (!entry) throw new Error(`source ${source.name} was not prepared`);
  return entry;
}
