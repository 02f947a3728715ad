import { sourcesOf } from '../timeline/sound';
import type { Picture, SourceRef, Timeline } from '../timeline/timeline';

/** Every file a film needs, once each. */
export function collectSources(timeline: Timeline): SourceRef[] {
  const found = new Map<string, SourceRef>();
  const add = (source: SourceRef): void => {
    const known = found.get(source.key);
    // A file used for picture and sound is one source; the picture's description says more.
    if (!known || known.kind === 'audio') found.set(source.key, source);
  };
  visit(timeline, add);
  return [...found.values()];
}

/** Keys of sources that are only heard. */
export function pictureSources(timeline: Timeline): Set<string> {
  const keys = new Set<string>();
  visitPictures(timeline, (picture) => {
    if (picture.content.kind === 'file') keys.add(picture.content.source.key);
    if (picture.backdrop?.kind === 'image') keys.add(picture.backdrop.source.key);
  });
  return keys;
}

export function visitPictures(timeline: Timeline, visitor: (picture: Picture) => void): void {
  for (const visual of timeline.visuals) {
    if (visual.kind !== 'picture') continue;
    visitor(visual);
    if (visual.content.kind === 'film') visitPictures(visual.content.film, visitor);
  }
}

function visit(timeline: Timeline, add: (source: SourceRef) => void): void {
  for (const sound of timeline.sounds) for (const source of sourcesOf(sound)) add(source);
  for (const visual of timeline.visuals) {
    if (visual.kind !== 'picture') continue;
    if (visual.content.kind === 'file') add(visual.content.source);
    if (visual.content.kind === 'film') visit(visual.content.film, add);
    if (visual.backdrop?.kind === 'image') add(visual.backdrop.source);
  }
}
