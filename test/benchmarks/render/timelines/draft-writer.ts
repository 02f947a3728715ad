import {
  applyCommand,
  blankDraft,
  findEntry,
  type AddCaptions,
  type AudioItem,
  type ClipItem,
  type DraftCommand,
  type DraftDocument,
  type EditContext,
  type Keying,
  type PlacedMedia,
} from '@onereel/capcut-draft';
import { FPS } from '../shapes';

/** Microseconds of a frame. */
export const us = (frame: number): number => Math.round((frame * 1e6) / FPS);

type Placement = AddCaptions['placement'];
const CENTERED: Placement = { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: 0 };

/** Writes a draft with the commands that stand behind the HTTP routes. Ids are counted, so equal films are equal bytes. */
export class DraftWriter {
  private count = 0;
  private readonly context: EditContext = {
    newId: () => (++this.count).toString(16).padStart(32, '0'),
    find: findEntry,
  };
  private draft: DraftDocument;

  constructor(width: number, height: number) {
    const { newId } = this.context;
    this.draft = blankDraft({
      id: newId(),
      mainTrackId: newId(),
      name: 'benchmark',
      width,
      height,
      fps: FPS,
    });
  }

  clips(items: readonly ClipItem[], placement: Placement = CENTERED): string[] {
    return this.apply({ kind: 'add_clips', field: 'video_infos', items, placement });
  }

  audio(item: AudioItem): void {
    this.apply({ kind: 'add_audios', field: 'audios', items: [item] });
  }

  keys(items: readonly Keying[]): void {
    this.apply({ kind: 'add_keyframes', field: 'keyframes', items });
  }

  captions(command: Pick<AddCaptions, 'items' | 'style' | 'placement'>): string[] {
    return this.apply({ kind: 'add_captions', field: 'captions', ...command });
  }

  /** Gives every clip so far a blurred background, as the application's canvas menu does for all clips at once. */
  blurBackgrounds(level: number): void {
    const canvases = this.draft.materials.canvases?.map((canvas) => ({
      ...canvas,
      type: 'canvas_blur',
      blur: level,
    }));
    this.draft = { ...this.draft, materials: { ...this.draft.materials, canvases } };
  }

  finish(): DraftDocument {
    return this.draft;
  }

  private apply(command: DraftCommand): string[] {
    const { draft, result } = applyCommand(this.draft, command, this.context);
    if (result.warnings.length > 0)
      throw new Error(`the draft is not what it should be: ${JSON.stringify(result.warnings)}`);
    this.draft = draft;
    return result.segments.map(({ id }) => id);
  }
}

export function placedMedia(
  kind: PlacedMedia['kind'],
  name: string,
  size: { width: number; height: number },
  durationSeconds: number,
): PlacedMedia {
  const hasAudio = kind === 'video' || kind === 'audio';
  return {
    kind,
    path: name,
    name,
    contentId: name,
    ...size,
    duration: Math.round(durationSeconds * 1e6),
    hasAudio,
  };
}
