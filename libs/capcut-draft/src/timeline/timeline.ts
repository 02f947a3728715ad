import type { Curve } from './curve';
import type { Retime } from './retime';

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
  | {
      readonly kind: 'film';
      readonly film: Timeline;
      readonly sourceStartUs: number;
      readonly retime: Retime;
    };

export interface FileContent {
  readonly kind: 'file';
  readonly source: SourceRef;
  readonly still: boolean;
  /** Repeats when it is shorter than its place (animated pictures). */
  readonly loop: boolean;
  /** Microseconds into the source. */
  readonly sourceStartUs: number;
  readonly sourceDurationUs: number;
  readonly retime: Retime;
  readonly reverse: boolean;
}

/** A file as the film names it; who renders finds out where it is. */
export interface SourceRef {
  /** Stable key; two uses of one file share it. */
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly kind: 'video' | 'photo' | 'gif' | 'audio' | 'sticker' | 'image';
  /** What the film says about the file; 0 = unknown. Used for a stand-in when the file is missing. */
  readonly width: number;
  readonly height: number;
  readonly durationUs: number;
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

/** Components 0–1. */
export interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
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
    };

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

export interface CaptionText {
  readonly text: string;
  readonly runs: readonly CaptionRun[];
  readonly alignment: 'left' | 'center' | 'right';
  readonly vertical: boolean;
  /** Em after every glyph. */
  readonly letterSpacing: number;
  /** Em added to every line. */
  readonly lineSpacing: number;
  /** Wrap width as a fraction of the canvas width. */
  readonly maxWidth: number;
  readonly background?: CaptionBackground;
  /** Arc in degrees; 0 = straight. */
  readonly arc: number;
  /** Words with frame windows relative to the caption's start, for word-by-word highlighting. */
  readonly words: readonly { readonly text: string; readonly start: number; readonly end: number }[];
}

export interface CaptionRun {
  /** UTF-16 offsets, half-open. */
  readonly start: number;
  readonly end: number;
  /** Unit of the format; the em in pixels follows from it and the canvas. */
  readonly size: number;
  readonly color: Rgba;
  readonly gradient?: {
    readonly colors: readonly Rgba[];
    readonly percents: readonly number[];
    readonly angle: number;
  };
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly fontPath: string;
  readonly fontName: string;
  readonly strokes: readonly { readonly width: number; readonly color: Rgba }[];
  readonly shadows: readonly {
    readonly color: Rgba;
    readonly distance: number;
    readonly angle: number;
    readonly diffuse: number;
  }[];
}

export interface CaptionBackground {
  readonly color: Rgba;
  readonly perLine: boolean;
  /** 0–1 of half the box height. */
  readonly radius: number;
  readonly padX: number;
  readonly padY: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/** Something heard. Times in microseconds of the film; sample positions are decided when it is mixed. */
export interface Sound {
  readonly id: string;
  readonly track: string;
  readonly source: SourceRef;
  readonly startUs: number;
  readonly durationUs: number;
  readonly sourceStartUs: number;
  readonly sourceDurationUs: number;
  readonly retime: Retime;
  readonly keepPitch: boolean;
  readonly reverse: boolean;
  /** Linear amplitude; the curve replaces it, keys in microseconds from the start. */
  readonly volume: number;
  readonly volumeCurve?: Curve;
  readonly fadeInUs: number;
  readonly fadeOutUs: number;
  /** Extra gain in decibels asked for by a loudness target. */
  readonly loudness?: { readonly targetDb: number; readonly measuredDb?: number };
  readonly voice?: { readonly name: string; readonly resourceId: string };
}
