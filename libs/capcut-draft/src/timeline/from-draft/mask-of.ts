import { isJsonObject } from '../../draft/json/json-value';
import { booleanOr, numberOr, stringOr } from '../../draft/model/draft-document';
import type { KeyframeTrack } from '../../draft/read/keyframe-facts';
import type { Curve } from '../curve';
import { toFrameFraction } from '../frame-clock';
import type { Mask, MaskProperty, MaskShape } from '../timeline';
import { companions, skip, type SegmentInput } from './conversion';
import { curveOf, type KeyTime } from './curves-of';

const SHAPES: Readonly<Record<string, MaskShape>> = {
  line: 'linear',
  linear: 'linear',
  split: 'linear',
  mirror: 'mirror',
  filmstrip: 'mirror',
  circle: 'circle',
  rectangle: 'rectangle',
  heart: 'heart',
  pentagram: 'star',
  star: 'star',
};
/** Shapes that share the type `geometric_shape` or carry no type are told apart by id. */
const SHAPE_IDS: Readonly<Record<string, MaskShape>> = {
  '6791652175668843016': 'linear',
  '7374020197990011409': 'linear',
  '6791699060140020232': 'mirror',
  '7374021024985125377': 'mirror',
  '6791700663249146381': 'circle',
  '7374021188315517456': 'circle',
  '6791700809454195207': 'rectangle',
  '7374021450748924432': 'rectangle',
  '6794051276482023949': 'heart',
  '7350964630979613186': 'heart',
  '6794051169434997255': 'star',
};
const ANIMATED: readonly (readonly [property: string, MaskProperty])[] = [
  ['KFTypeCommonMaskPositionX', 'centerX'],
  ['KFTypeCommonMaskPositionY', 'centerY'],
  ['KFTypeCommonMaskSizeWidth', 'width'],
  ['KFTypeCommonMaskSizeHeight', 'height'],
  ['KFTypeCommonMaskRotation', 'rotation'],
  ['KFTypeCommonMaskFeather', 'feather'],
  ['KFTypeCommonMaskRoundCorner', 'round'],
];

export const isMaskProperty = (property: string): boolean => ANIMATED.some(([known]) => known === property);

export function maskOf(
  input: SegmentInput,
  tracks: readonly KeyframeTrack[],
  keyTime: KeyTime,
): Mask | undefined {
  const masks = [...companions(input, 'common_mask'), ...companions(input, 'masks')];
  const [material] = masks;
  if (!material || !input.segment.masksOn) return undefined;
  if (masks.length > 1) skip(input, 'mask', `the clip has ${masks.length} masks; only the first is applied`);
  if (stringOr(material.category, 'video') === 'adjust') {
    skip(
      input,
      'mask',
      'a mask that limits color correction is not applied; the correction covers the whole picture',
    );
    return undefined;
  }
  const type = stringOr(material.resource_type, '');
  const shape = SHAPES[type.toLowerCase()] ?? SHAPE_IDS[stringOr(material.resource_id, '')];
  if (!shape) {
    skip(
      input,
      'mask',
      `mask "${stringOr(material.name, type)}" of type "${type}" cannot be drawn; the picture is unmasked`,
    );
    return undefined;
  }
  const config = isJsonObject(material.config) ? material.config : {};
  if (numberOr(config.expansion, 0) !== 0)
    skip(input, 'mask expansion', 'not supported; the mask keeps its size');
  const curves: Partial<Record<MaskProperty, Curve>> = {};
  for (const [property, name] of ANIMATED) {
    const track = tracks.find((candidate) => candidate.property === property);
    if (track)
      curves[name] = curveOf(track.keys, (offset) => toFrameFraction(keyTime(offset), input.conversion.fps));
  }
  return {
    shape,
    centerX: numberOr(config.centerX, 0),
    centerY: numberOr(config.centerY, 0),
    width: numberOr(config.width, 0.5),
    height: numberOr(config.height, 0.5),
    rotation: numberOr(config.rotation, 0),
    feather: numberOr(config.feather, 0),
    round: numberOr(config.roundCorner, 0),
    invert: booleanOr(config.invert, false),
    curves,
  };
}
