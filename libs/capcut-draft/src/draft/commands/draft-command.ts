import type { JsonObject } from '../json/json-value';
import type { CropBox, PlacedMedia } from '../write/new-media';
import type { Placement } from '../write/new-segment';
import type { MaskSpec } from '../write/new-mask';
import type { ShadowSpec } from '../write/new-text';

/** An effect by name, with an explicit length in microseconds or the effect's own. */
export interface NamedEffect {
  readonly name: string;
  readonly duration?: number;
}

/** A mask by name, in pixels of the medium; what is left out follows the routes' defaults. */
export type NamedMask = Omit<MaskSpec, 'entry'> & { readonly name: string };

/** A picture or clip; times in microseconds. */
export interface ClipItem {
  readonly media: PlacedMedia;
  readonly start: number;
  readonly end: number;
  /** Where in the source to begin. */
  readonly sourceStart?: number;
  /** How much of the source to use at most. */
  readonly sourceDuration?: number;
  readonly speed?: number;
  readonly volume?: number;
  readonly crop?: CropBox;
  readonly mask?: NamedMask;
  readonly transition?: NamedEffect;
  readonly inAnimation?: NamedEffect;
  readonly outAnimation?: NamedEffect;
  readonly loopAnimation?: NamedEffect;
  readonly blendMode?: string;
  readonly fadeIn?: number;
  readonly fadeOut?: number;
}

export interface AddClips {
  readonly kind: 'add_clips';
  /** Name of the list in the request, for messages: `video_infos`, `images`, … */
  readonly field: string;
  readonly items: readonly ClipItem[];
  readonly placement: Placement;
}

export interface AudioItem {
  readonly media: PlacedMedia;
  readonly start: number;
  /** Absent: to the end of the file. */
  readonly end?: number;
  readonly sourceStart?: number;
  readonly sourceDuration?: number;
  readonly speed?: number;
  readonly volume?: number;
  readonly fadeIn?: number;
  readonly fadeOut?: number;
  readonly effect?: string;
}

export interface AddAudios {
  readonly kind: 'add_audios';
  readonly field: string;
  readonly items: readonly AudioItem[];
}

export interface CaptionStyle {
  readonly textColor: string;
  readonly borderColor?: string;
  /** 0 left, 1 center, 2 right; 3–5 the same for vertical writing, center first. */
  readonly alignment: number;
  readonly alpha: number;
  readonly font?: string;
  readonly fontSize: number;
  readonly letterSpacing: number;
  readonly lineSpacing: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly shadow?: ShadowSpec;
  readonly textEffect?: string;
}

export interface KeywordStyle {
  /** Several separated by `|`; every occurrence counts. */
  readonly words: string;
  readonly color: string;
  readonly borderColor?: string;
  readonly font?: string;
  readonly fontSize?: number;
  readonly shadow?: ShadowSpec;
}

export interface CaptionItem {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly fontSize?: number;
  readonly keyword?: KeywordStyle;
  /** Ready-made runs instead of keywords, e.g. from subtitle markup; offsets in UTF-16 units. */
  readonly runs?: readonly {
    readonly start: number;
    readonly end: number;
    readonly style: Partial<CaptionRun>;
  }[];
  readonly textEffect?: string;
  readonly inAnimation?: NamedEffect;
  readonly outAnimation?: NamedEffect;
  readonly loopAnimation?: NamedEffect;
}

export interface CaptionRun {
  readonly color: string;
  readonly size: number;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

export interface AddCaptions {
  readonly kind: 'add_captions';
  readonly field: string;
  readonly items: readonly CaptionItem[];
  readonly style: CaptionStyle;
  readonly placement: Placement;
  /** Wrapped like subtitles (default) or laid out as a free text. */
  readonly wraps?: boolean;
}

export interface AddEffects {
  readonly kind: 'add_effects';
  readonly field: string;
  readonly items: readonly { readonly title: string; readonly start: number; readonly end: number }[];
}

export interface AddFilters {
  readonly kind: 'add_filters';
  readonly field: string;
  /** Intensity 0–100. */
  readonly items: readonly {
    readonly title: string;
    readonly start: number;
    readonly end: number;
    readonly intensity: number;
  }[];
}

export interface AddMasks {
  readonly kind: 'add_masks';
  readonly segmentIds: readonly string[];
  readonly mask: NamedMask;
}

/** One key to set. */
export interface Keying {
  readonly segmentId: string;
  readonly property: string;
  /** Microseconds from the start of the segment, on the timeline. */
  readonly offset: number;
  /** Positions up to ±1 are half-canvas units, beyond that pixels. */
  readonly value: number;
}

export interface AddKeyframes {
  readonly kind: 'add_keyframes';
  readonly field: string;
  readonly items: readonly Keying[];
}

export interface AddSticker {
  readonly kind: 'add_sticker';
  readonly stickerId: string;
  readonly start: number;
  readonly end: number;
  readonly placement: Placement;
}

export interface RemoveSegments {
  readonly kind: 'remove_segments';
  readonly segmentIds: readonly string[];
}

/** What may be changed on a segment; absent fields stay. Times in microseconds. */
export interface SegmentChanges {
  readonly start?: number;
  readonly duration?: number;
  readonly sourceStart?: number;
  readonly speed?: number;
  readonly volume?: number;
  readonly visible?: boolean;
  readonly alpha?: number;
  readonly scaleX?: number;
  readonly scaleY?: number;
  readonly rotation?: number;
  readonly x?: number;
  readonly y?: number;
  readonly flipHorizontal?: boolean;
  readonly flipVertical?: boolean;
  /** Replaces the words of a text; the first style is kept for all of it. */
  readonly text?: string;
}

export interface UpdateSegment {
  readonly kind: 'update_segment';
  readonly segmentId: string;
  readonly changes: SegmentChanges;
}

/** A finished task's file takes the place that was kept for it. */
export interface SettleMedia {
  readonly kind: 'settle_media';
  readonly taskId: string;
  readonly media: PlacedMedia;
}

export interface SetDocument {
  readonly kind: 'set_document';
  readonly changes: JsonObject;
}

export type DraftCommand =
  | AddClips
  | AddAudios
  | AddCaptions
  | AddEffects
  | AddFilters
  | AddMasks
  | AddKeyframes
  | AddSticker
  | RemoveSegments
  | UpdateSegment
  | SettleMedia
  | SetDocument;

/** Something that was done otherwise than asked. */
export interface DraftWarning {
  /** The field it is about, in the words of the request. */
  readonly field: string;
  readonly message: string;
}

export interface PlacedSegment {
  readonly id: string;
  readonly materialId: string;
  readonly trackId: string;
  /** Where it really lies, microseconds on the frame grid. */
  readonly start: number;
  readonly end: number;
}

export interface EditResult {
  readonly segments: readonly PlacedSegment[];
  /** Ids a route reports besides segments: masks placed, companions changed. */
  readonly materialIds: readonly string[];
  /** Items that took effect; for keyframes the keys, for masks the masks. */
  readonly count: number;
  readonly warnings: readonly DraftWarning[];
}
