/** Kinds of named things a draft may refer to. */
export type CatalogueKind =
  | 'transitions'
  | 'clip-animations-in'
  | 'clip-animations-out'
  | 'clip-animations-combo'
  | 'text-animations-in'
  | 'text-animations-out'
  | 'text-animations-loop'
  | 'filters'
  | 'scene-effects'
  | 'character-effects'
  | 'masks'
  | 'blend-modes'
  | 'fonts'
  | 'word-art'
  | 'audio-effects'
  | 'audio-tones'
  | 'speech-to-song';

export type RenderGrade = 'exact' | 'near' | 'approximate' | 'skipped';

export interface CatalogueParam {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

/** One named effect, merged over both brands: the same `resourceId` under two names is one entry. */
export interface CatalogueEntry {
  readonly kind: CatalogueKind;
  readonly resourceId: string;
  readonly effectId: string;
  /** Name in JianYing where it has one, else in CapCut. */
  readonly name: string;
  /** Every name it goes by, in both brands. */
  readonly names: readonly string[];
  readonly brands: readonly ('jianying' | 'capcut')[];
  /** Needs a paid account in the app. */
  readonly vip: boolean;
  /** Default length in microseconds, for kinds that have one. */
  readonly duration?: number;
  /** Transitions: the clips are shown at the same time. */
  readonly overlap?: boolean;
  /** Masks: the shape. */
  readonly resourceType?: string;
  /** Masks: width over height of the shape at equal size. */
  readonly aspect?: number;
  readonly params: readonly CatalogueParam[];
  /** How close the renderer comes. */
  readonly grade: RenderGrade;
}

/** What an edit needs from outside: fresh ids and names looked up. Both injected, so that edits stay pure. */
export interface EditContext {
  /** A fresh id, 32 lower-case hex digits. */
  newId(): string;
  /**
   * The entry of that name (either brand's) or resource id, from the first kind that has it.
   * @throws GatewayError `catalogue_unknown`, naming `param` and the nearest names
   */
  find(kinds: CatalogueKind | readonly CatalogueKind[], name: string, param: string): CatalogueEntry;
}
