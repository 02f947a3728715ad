import { isJsonObject, type JsonObject } from '../../draft/json/json-value';
import { booleanOr, type DraftMaterial, numberOr, stringOr } from '../../draft/model/draft-document';
import type { Crop, Picture, PictureContent, Pose, Rgba, SourceRef } from '../timeline';
import { BLACK, hexColor } from './color';
import { backdropOf, blendOf, chromaOf, effectUse, gradeOf, motionsOf } from './companions-of';
import { compoundOf } from './compound-of';
import { companion, companions, type SegmentInput, skip } from './conversion';
import { isPoseProperty, keyTimeOf, poseCurves, tracksOf } from './curves-of';
import { noteAlgorithms, noteCompanions, noteKeyframes } from './left-out';
import { impliedSliders, movesSlider, withCurves } from './grade-curves';
import { isMaskProperty, maskOf } from './mask-of';
import { retimeOf, type Retimed } from './retime-of';
import { sourceRef } from './source-of';
import { toFrameFraction } from '../frame-clock';

/** A segment of a video track. */
export function pictureOf(input: SegmentInput): Picture | undefined {
  const { conversion, segment } = input;
  const found = conversion.materials.find(segment.materialId);
  if (!found) {
    skip(input, 'picture', `its material ${segment.materialId || '(none)'} is not in the draft`);
    return undefined;
  }
  const retimed = retimeOf(input);
  const tracks = tracksOf(input);
  const keyTime = keyTimeOf(input, retimed.retime);
  noteAlgorithms(input, found.material);
  noteCompanions(input, 'picture');
  const still = gradeOf(input);
  const grade = withCurves([...still, ...impliedSliders(input, still, tracks)], tracks, (offset) =>
    toFrameFraction(keyTime(offset), conversion.fps),
  );
  const slides = movesSlider(grade);
  const mask = maskOf(input, tracks, keyTime);
  noteKeyframes(
    input,
    tracks,
    (property) =>
      isPoseProperty(property) ||
      property === 'KFTypeVolume' ||
      slides(property) ||
      (mask !== undefined && isMaskProperty(property)),
  );
  return {
    kind: 'picture',
    id: segment.id,
    track: input.track.id,
    range: input.range,
    content: contentOf(input, found.material, retimed),
    crop: cropOf(found.material.crop),
    pose: poseOf(input),
    curves: poseCurves(input, tracks, keyTime),
    motions: motionsOf(input),
    backdrop: backdropOf(input),
    blend: blendOf(input),
    mask,
    chroma: chromaOf(input),
    grade,
    effects: companions(input, 'video_effects').map(effectUse),
  };
}

export function poseOf({ segment }: SegmentInput): Pose {
  const { clip } = segment;
  return {
    x: clip.translate.x,
    y: clip.translate.y,
    scaleX: clip.scale.x,
    scaleY: clip.scale.y,
    rotation: clip.rotation,
    alpha: clip.alpha,
    flipX: clip.flipHorizontal,
    flipY: clip.flipVertical,
  };
}

function contentOf(input: SegmentInput, material: DraftMaterial, retimed: Retimed): PictureContent {
  const colorClip = companion(input, 'material_colors');
  if (colorClip && booleanOr(colorClip.is_color_clip, false)) return colorContent(colorClip);
  const played = {
    sourceStartUs: retimed.source.start,
    sourceDurationUs: retimed.source.duration,
    retime: retimed.retime,
  };
  const film = compoundOf(input);
  if (film) {
    return { kind: 'film', film, ...played, reverse: input.segment.reverse };
  }
  const { path, reversed } = pathOf(input, material);
  const type = stringOr(material.type, 'video');
  const source = sourceRef(material, sourceKind(type, path), path);
  return {
    kind: 'file',
    source,
    still: source.kind === 'photo',
    loop: source.kind === 'gif',
    ...played,
    reverse: input.segment.reverse && !reversed,
  };
}

function sourceKind(type: string, path: string): SourceRef['kind'] {
  if (type === 'gif' || /\.gif$/i.test(path)) return 'gif';
  return type === 'photo' ? 'photo' : 'video';
}

function pathOf(input: SegmentInput, material: DraftMaterial): { path: string; reversed: boolean } {
  const reversePath = stringOr(material.reverse_path, '');
  if (input.segment.reverse && reversePath) return { path: reversePath, reversed: true };
  return { path: stringOr(material.path, ''), reversed: false };
}

function colorContent(material: DraftMaterial): PictureContent {
  const gradient = Array.isArray(material.gradient_colors)
    ? material.gradient_colors.map((color) => hexColor(color))
    : [];
  const colors = gradient.filter((color): color is Rgba => color !== undefined);
  const solid = hexColor(material.solid_color) ?? BLACK;
  const isGradient = booleanOr(material.is_gradient, false) && colors.length > 1;
  return {
    kind: 'color',
    colors: isGradient ? colors : [solid],
    angle: numberOr(material.gradient_angle, 90),
  };
}

function cropOf(value: unknown): Crop | undefined {
  if (!isJsonObject(value)) return undefined;
  const corner = (name: string, x: number, y: number): { x: number; y: number } => ({
    x: numberOr((value as JsonObject)[`${name}_x`], x),
    y: numberOr((value as JsonObject)[`${name}_y`], y),
  });
  const crop: Crop = {
    upperLeft: corner('upper_left', 0, 0),
    upperRight: corner('upper_right', 1, 0),
    lowerLeft: corner('lower_left', 0, 1),
    lowerRight: corner('lower_right', 1, 1),
  };
  const full =
    crop.upperLeft.x === 0 && crop.upperLeft.y === 0 && crop.lowerRight.x === 1 && crop.lowerRight.y === 1;
  const empty =
    Math.abs(crop.lowerRight.x - crop.upperLeft.x) < 0.001 ||
    Math.abs(crop.lowerRight.y - crop.upperLeft.y) < 0.001;
  return full || empty ? undefined : crop;
}
