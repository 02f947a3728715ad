import {
  applyCommand,
  blankDraft,
  findEntry,
  tracksOf,
  type DraftDocument,
  type EditContext,
  type PlacedMedia,
} from '@onereel/capcut-draft';
import type { AddCaptions, ClipItem, DraftCommand, EditResult } from '@onereel/capcut-draft';

const PHOTO_DURATION = 10_800_000_000;
let count = 0;
export const context: EditContext = {
  newId: () => (++count).toString(16).padStart(32, '0'),
  find: findEntry,
};
export const blank = () =>
  blankDraft({
    id: context.newId(),
    mainTrackId: context.newId(),
    name: 'film',
    width: 1080,
    height: 1920,
    fps: 30,
  });
export const placement = { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: 0 };
export const video = (seconds: number): PlacedMedia => ({
  kind: 'video',
  path: 'v.mp4',
  name: 'v.mp4',
  contentId: 'c1',
  width: 1920,
  height: 1080,
  duration: seconds * 1e6,
  hasAudio: true,
});
export const photo: PlacedMedia = { ...video(0), kind: 'photo', duration: PHOTO_DURATION, hasAudio: false };
export const sound = (seconds: number): PlacedMedia => ({
  ...video(seconds),
  kind: 'audio',
  width: 0,
  height: 0,
});
export const clips = (...items: ClipItem[]): DraftCommand => ({
  kind: 'add_clips',
  field: 'video_infos',
  items,
  placement,
});
export const STYLE: AddCaptions['style'] = {
  textColor: '#ffffff',
  alignment: 1,
  alpha: 1,
  fontSize: 15,
  letterSpacing: 0,
  lineSpacing: 0,
  bold: false,
  italic: false,
  underline: false,
};
export const captions = (...items: AddCaptions['items']): AddCaptions => ({
  kind: 'add_captions',
  field: 'captions',
  items,
  style: STYLE,
  placement,
});

export function run(
  commands: DraftCommand[],
  from: DraftDocument = blank(),
): { draft: DraftDocument; results: EditResult[] } {
  const results: EditResult[] = [];
  let draft = from;
  for (const command of commands) {
    const outcome = applyCommand(draft, command, context);
    draft = outcome.draft;
    results.push(outcome.result);
  }
  return { draft, results };
}

export const segmentOf = (draft: DraftDocument, id: string) =>
  tracksOf(draft)
    .flatMap((track) => track.segments)
    .find((segment) => segment.id === id);
