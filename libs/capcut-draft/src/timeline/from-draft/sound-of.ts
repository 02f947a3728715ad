import { isJsonObject } from '../../draft/json/json-value';
import { booleanOr, type DraftMaterial, numberOr, stringOr } from '../../draft/model/draft-document';
import type { Sound } from '../timeline';
import { compoundOf } from './compound-of';
import { companion, companions, skip, type SegmentInput } from './conversion';
import { curveOf, keyTimeOf, tracksOf } from './curves-of';
import { noteCompanions, noteKeyframes } from './left-out';
import { retimeOf } from './retime-of';
import { sourceRef } from './source-of';

/** What a segment of an audio track, or the sound of a video clip, contributes; undefined when it is silent. */
export function soundOf(input: SegmentInput): Sound | undefined {
  const { segment, track } = input;
  const material = audibleMaterial(input);
  if (!material) return undefined;
  const tracks = tracksOf(input);
  const { source, retime } = retimeOf(input);
  const keyTime = keyTimeOf(input, retime);
  const volumeTrack = tracks.find((candidate) => candidate.property === 'KFTypeVolume');
  if (segment.volume === 0 && !volumeTrack) return undefined;
  noteCompanions(input, 'sound');
  if (booleanOr(segment.raw.intensifies_audio, false))
    skip(input, 'voice enhancement', 'computed by the application; the sound is played without it');
  if (track.type === 'audio') noteKeyframes(input, tracks, (property) => property === 'KFTypeVolume');
  const fade = companion(input, 'audio_fades') ?? inlineFade(material);
  return {
    id: segment.id,
    track: track.id,
    source: soundSource(input, material),
    startUs: Math.max(0, segment.target.start),
    durationUs: segment.target.duration,
    sourceStartUs: source.start,
    sourceDurationUs: source.duration,
    retime,
    keepPitch: !segment.pitchFollowsSpeed,
    reverse: segment.reverse && stringOr(material.reverse_path, '') === '',
    volume: segment.volume,
    volumeCurve: volumeTrack && curveOf(volumeTrack.keys, keyTime),
    fadeInUs: numberOr(fade?.fade_in_duration, 0),
    fadeOutUs: numberOr(fade?.fade_out_duration, 0),
    loudness: loudnessOf(input),
    voice: voiceOf(input),
  };
}

/** The material, unless the track, the segment or the file itself is silent. */
function audibleMaterial(input: SegmentInput): DraftMaterial | undefined {
  const { conversion, segment, track } = input;
  if (track.muted || !segment.visible) return undefined;
  const found = conversion.materials.find(segment.materialId);
  if (!found && track.type === 'audio') skip(input, 'sound', 'its material is not in the draft');
  const stated =
    track.type === 'audio' || (isPlayed(found?.material) && booleanOr(found?.material.has_audio, true));
  const audible = stated || compoundOf(input) !== undefined;
  return audible ? found?.material : undefined;
}

/** Pictures are stored as clips, often with the switches of a clip that has sound. */
const isPlayed = (material: DraftMaterial | undefined): boolean =>
  !['photo', 'gif'].includes(stringOr(material?.type, 'video'));

function soundSource(input: SegmentInput, material: DraftMaterial): Sound['source'] {
  const film = compoundOf(input);
  if (film) return { kind: 'film', sounds: film.sounds };
  const kind = input.track.type === 'audio' ? 'audio' : 'video';
  return sourceRef(material, kind, soundPath(input, material));
}

function inlineFade(material: DraftMaterial): DraftMaterial | undefined {
  return isJsonObject(material.audio_fade) ? (material.audio_fade as DraftMaterial) : undefined;
}

function soundPath(input: SegmentInput, material: DraftMaterial): string {
  const separation = companion(input, 'vocal_separations');
  if (numberOr(separation?.choice, 0) !== 0) {
    const produced = stringOr(separation?.production_path, '');
    if (produced !== '') return produced;
    skip(input, 'vocal separation', 'the application left no file of it; the whole sound is played');
  }
  const reversePath = stringOr(material.reverse_path, '');
  return (input.segment.reverse && reversePath) || stringOr(material.path, '');
}

function loudnessOf(input: SegmentInput): Sound['loudness'] {
  const loudness = companion(input, 'loudnesses');
  if (!loudness || !booleanOr(loudness.enable, false)) return undefined;
  const param = isJsonObject(loudness.loudness_param) ? loudness.loudness_param : {};
  const measured = numberOr(param.average_loudness, 0);
  return {
    targetDb: numberOr(loudness.target_loudness, -23),
    measuredDb: measured < 0 ? measured : undefined,
  };
}

function voiceOf(input: SegmentInput): Sound['voice'] {
  const effect = companions(input, 'audio_effects')[0];
  return effect && { name: stringOr(effect.name, ''), resourceId: stringOr(effect.resource_id, '') };
}
