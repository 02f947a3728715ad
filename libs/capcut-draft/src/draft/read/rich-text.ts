/** Color with components 0–1. */
export interface Rgba {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly a: number;
}

export interface TextStroke {
  /** Stored unit (UI value / 500). */
  readonly width: number;
  readonly color: Rgba;
}

export interface TextShadow {
  readonly color: Rgba;
  readonly distance: number;
  /** Degrees. */
  readonly angle: number;
  /** Stored blur amount. */
  readonly diffuse: number;
}

/** How one run is drawn; what a run leaves out falls back to the material's flat fields. */
export interface TextStyle {
  readonly size?: number;
  readonly color?: Rgba;
  /** Gradient stops when the fill is one. */
  readonly gradient?: {
    readonly colors: readonly Rgba[];
    readonly percents: readonly number[];
    readonly angle: number;
  };
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly fontPath?: string;
  readonly fontId?: string;
  readonly strokes?: readonly TextStroke[];
  readonly shadows?: readonly TextShadow[];
  /** Id of the word-art effect. */
  readonly wordArtId?: string;
  /** Parts of the style that no reader understands, by name. */
  readonly lost?: readonly string[];
}

/** A run of equal style; offsets in UTF-16 code units. Runs cover the text without gaps. */
export interface TextRun {
  readonly start: number;
  readonly end: number;
  readonly style: TextStyle;
}
