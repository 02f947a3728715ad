import type { Curve } from './curve';
import type { Retime } from './retime';
import type { SourceRef } from './source-ref';

/** All that is heard in a compound clip, mixed; the outer times count in its film. */
export interface FilmSound {
  readonly kind: 'film';
  readonly sounds: readonly Sound[];
}

/** Something heard. Times in microseconds of the film; sample positions are decided when it is mixed. */
export interface Sound {
  readonly id: string;
  readonly track: string;
  readonly source: SourceRef | FilmSound;
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

/** Files a sound is made of. */
export function sourcesOf({ source }: Sound): SourceRef[] {
  return source.kind === 'film' ? source.sounds.flatMap(sourcesOf) : [source];
}

/** The sounds that pass, with compound clips reduced to what passes in them; those left empty go. */
export function audibleSounds(sounds: readonly Sound[], isAudible: (source: SourceRef) => boolean): Sound[] {
  return sounds.flatMap((sound): Sound[] => {
    if (sound.source.kind !== 'film') return isAudible(sound.source) ? [sound] : [];
    const inner = audibleSounds(sound.source.sounds, isAudible);
    return inner.length > 0 ? [{ ...sound, source: { kind: 'film', sounds: inner } }] : [];
  });
}

/** The sounds heard between two moments, microseconds; those of compound clips cut down alike. */
export function soundsWithin(sounds: readonly Sound[], startUs: number, endUs: number): Sound[] {
  return sounds.flatMap((sound): Sound[] => {
    if (sound.startUs >= endUs || sound.startUs + sound.durationUs <= startUs) return [];
    if (sound.source.kind !== 'film') return [sound];
    const { sourceStartUs, sourceDurationUs } = sound;
    const inner = soundsWithin(sound.source.sounds, sourceStartUs, sourceStartUs + sourceDurationUs);
    return inner.length > 0 ? [{ ...sound, source: { kind: 'film', sounds: inner } }] : [];
  });
}
