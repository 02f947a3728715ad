import type { Curve } from './curve';
import type { Retime } from './retime';
import type { SourceRef } from './source-ref';

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
