import type { CaptionText } from './caption-text';
import type { ColorGrid } from '../plan/color-grid';
import type { Curve } from './curve';
import type { Retime } from './retime';
import type { Rgba } from './rgba';
import type { Sound } from './sound';
import type { SourceRef } from './source-ref';

export type { CaptionBackground, CaptionRun, CaptionText } from './caption-text';
export type { Rgba } from './rgba';
export type { Sound } from './sound';
export type { SourceRef } from './source-ref';

/** Frames per second as a fraction, e.g. 30/1 or 30000/1001. */
export interface FrameRate {
  readonly num: number;
  readonly den: number;
}

/** Output frames, half-open: `end` is the first frame that is no longer part of it. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

/** A whole film: what is seen, bottom to top, and what is heard. No vocabulary of the file format it came from. */
export interface Timeline {
  /** Canvas, pixels; may be odd. */
  readonly width: number;
  readonly height: number;
  readonly fps: FrameRate;
  readonly frames: number;
  /** Bottom to top. */
  readonly visuals: readonly Visual[];
  readonly sounds: readonly Sound[];
  readonly transitions: readonly Transition[];
}

export type Visual = Picture | Caption | Treatment;

interface VisualBase {
  /** Id of the segment it came from. */
  readonly id: string;
  readonly track: string;
  readonly range: FrameRange;
}

/** A video, a photo, a color or a nested film, placed on the canvas. */
export interface Picture extends VisualBase {
  readonly kind: 'picture';
  readonly content: PictureContent;
  /** Corners of the used part of the source, fractions, y down; absent = all of it. */
  readonly crop?: Crop;
  readonly pose: Pose;
  readonly curves: PoseCurves;
  readonly motions: readonly Motion[];
  readonly backdrop?: Backdrop;
  readonly blend: BlendMode;
  readonly mask?: Mask;
  readonly chroma?: ChromaKey;
  readonly grade: readonly GradeStep[];
  readonly effects: readonly EffectUse[];
}

/** Drawn text. */
export interface Caption extends VisualBase {
  readonly kind: 'caption';
  readonly text: CaptionText;
  readonly pose: Pose;
  readonly curves: PoseCurves;
  readonly motions: readonly Motion[];
}

/** Acts on everything below it. */
export interface Treatment extends VisualBase {
  readonly kind: 'treatment';
  readonly grade: readonly GradeStep[];
  readonly effects: readonly EffectUse[];
}

export type PictureContent =
  | FileContent
  | { readonly kind: 'color'; readonly colors: readonly Rgba[]; readonly angle: number }
  | FilmContent;

/** The part of a source that is played, and how. */
export interface Played {
  /** Microseconds into the source. */
  readonly sourceStartUs: number;
  readonly sourceDurationUs: number;
  readonly retime: Retime;
  readonly reverse: boolean;
}

/** A compound clip. */
export interface FilmContent extends Played {
  readonly kind: 'film';
  readonly film: Timeline;
}

export interface FileContent extends Played {
  readonly kind: 'file';
  readonly source: SourceRef;
  readonly still: boolean;
  /** Repeats when it is shorter than its place (animated pictures). */
  readonly loop: boolean;
}

/** Fractions of the source, y down. */
export interface Crop {
  readonly upperLeft: Point;
  readonly upperRight: Point;
  readonly lowerLeft: Point;
  readonly lowerRight: Point;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Scale 1 fits into the canvas; x and y in half-canvas units, y up; rotation clockwise degrees; alpha 0–1. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly rotation: number;
  readonly alpha: number;
  readonly flipX: boolean;
  readonly flipY: boolean;
}

export type PoseProperty = 'x' | 'y' | 'scaleX' | 'scaleY' | 'rotation' | 'alpha';
export type PoseCurves = Readonly<Partial<Record<PoseProperty, Curve>>>;

/** An entry, exit, cycle or loop animation. */
export interface Motion {
  readonly phase: 'in' | 'out' | 'group' | 'loop';
  readonly frames: number;
  readonly resourceId: string;
  readonly name: string;
}

export type Backdrop =
  | { readonly kind: 'color'; readonly color: Rgba }
  | { readonly kind: 'blur'; readonly level: number }
  | { readonly kind: 'image'; readonly source: SourceRef };

export type BlendMode =
  | 'normal'
  | 'multiply'
  | 'screen'
  | 'overlay'
  | 'softlight'
  | 'hardlight'
  | 'lighten'
  | 'darken'
  | 'dodge'
  | 'burn'
  | 'linearburn';

export type MaskShape = 'linear' | 'mirror' | 'circle' | 'rectangle' | 'heart' | 'star';

/** In the space of the picture: center in half-picture units, y up; size as fractions; rotation clockwise degrees. */
export interface Mask {
  readonly shape: MaskShape;
  readonly centerX: number;
  readonly centerY: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
  readonly feather: number;
  readonly round: number;
  readonly invert: boolean;
  readonly curves: Readonly<Partial<Record<MaskProperty, Curve>>>;
}

export type MaskProperty = 'centerX' | 'centerY' | 'width' | 'height' | 'rotation' | 'feather' | 'round';

export interface ChromaKey {
  readonly color: Rgba;
  readonly intensity: number;
  readonly edgeSmooth: number;
  readonly spill: number;
}

/** A color correction: a slider, a band of hues, or a named look. */
export type GradeStep =
  | { readonly kind: 'adjust'; readonly slider: string; readonly value: number; readonly curve?: Curve }
  | {
      readonly kind: 'hsl';
      readonly band: number;
      readonly hue: number;
      readonly saturation: number;
      readonly lightness: number;
    }
  | {
      readonly kind: 'look';
      readonly resourceId: string;
      readonly name: string;
      readonly amount: number;
      readonly path: string;
      /** Its colors, once the file that holds them has been found. */
      readonly table?: LookTable;
    };

export interface LookTable {
  /** Stands for the content of the file. */
  readonly key: string;
  readonly name: string;
  readonly grid: ColorGrid;
}

export interface EffectUse {
  readonly resourceId: string;
  readonly effectId: string;
  readonly name: string;
  /** By name, 0–1, e.g. `effects_adjust_speed`. */
  readonly params: Readonly<Record<string, number>>;
}

/** Two neighbors of a track blended over a range of frames; their order is the order of time. */
export interface Transition {
  readonly track: string;
  readonly fromId: string;
  readonly toId: string;
  readonly range: FrameRange;
  readonly resourceId: string;
  readonly name: string;
}
