import type { JsonObject } from '../json/json-value';
import type { DraftMaterial } from '../model/draft-document';
import type { CatalogueEntry } from './edit-context';

/** A mask in the units clients send. */
export interface MaskSpec {
  readonly entry: CatalogueEntry;
  /** Offset of the center from the center of the medium, in pixels of the medium; y up. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the medium; the width counts for rectangles only. */
  readonly width: number;
  readonly height: number;
  /** 0–100. */
  readonly feather: number;
  /** Degrees, clockwise. */
  readonly rotation: number;
  readonly invert: boolean;
  /** 0–100, rectangles only. */
  readonly roundCorner: number;
}

/** The mask of a medium of the given size. Stored in half-medium units (center) and fractions of the medium (size). */
export function newMask(
  id: string,
  spec: MaskSpec,
  medium: { width: number; height: number },
): DraftMaterial {
  return {
    id,
    type: 'mask',
    name: spec.entry.name,
    resource_type: spec.entry.resourceType ?? 'line',
    resource_id: spec.entry.resourceId,
    category: 'video',
    category_id: '',
    category_name: '',
    constant_material_id: id,
    path: '',
    platform: 'all',
    position_info: '',
    config: maskConfig(spec, medium),
  };
}

function maskConfig(spec: MaskSpec, medium: { width: number; height: number }): JsonObject {
  const rectangle = spec.entry.resourceType === 'rectangle';
  const aspect = spec.entry.aspect ?? 1;
  const widthPixels = rectangle ? spec.width : spec.height * aspect;
  return {
    aspectRatio: aspect,
    centerX: ratio(spec.x, medium.width / 2),
    centerY: ratio(spec.y, medium.height / 2),
    width: ratio(widthPixels, medium.width),
    height: ratio(spec.height, medium.height),
    feather: spec.feather / 100,
    rotation: spec.rotation,
    invert: spec.invert,
    roundCorner: rectangle ? spec.roundCorner / 100 : 0,
    expansion: 0,
  };
}

function ratio(value: number, whole: number): number {
  return Math.round((value / whole) * 1e6) / 1e6;
}
