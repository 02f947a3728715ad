import { nestedTimeline } from '../../draft/read/material-index';
import { asDraft } from '../../draft/read/parse-draft';
import type { Timeline } from '../timeline';
import { companion, type SegmentInput, skip } from './conversion';

const MAX_NESTING = 8;

/** The film inside a compound clip, converted once; undefined for other segments. */
export function compoundOf(input: SegmentInput): Timeline | undefined {
  const { conversion } = input;
  const entry = companion(input, 'drafts');
  const draft = entry && nestedTimeline(entry);
  if (!draft) return undefined;
  if (!conversion.films.has(entry)) {
    const tooDeep = conversion.depth >= MAX_NESTING;
    if (tooDeep) skip(input, 'compound clip', `compound clips are nested deeper than ${MAX_NESTING} levels`);
    const inner = { ...conversion, depth: conversion.depth + 1 };
    conversion.films.set(entry, tooDeep ? undefined : conversion.nested(inner, asDraft(draft)));
  }
  return conversion.films.get(entry);
}
