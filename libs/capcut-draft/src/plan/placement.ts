import { sampleCurve } from '../timeline/curve';
import type { Crop, Pose, PoseCurves, PoseProperty } from '../timeline/timeline';
import type { MotionOffset } from './motion-offset';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where and how a picture is drawn in one frame; pixels of the output, y down, rotation clockwise degrees. */
export interface Placement {
  readonly centerX: number;
  readonly centerY: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: number;
  readonly alpha: number;
}

/** Size a picture has at scale 1: contained in the canvas, or its own size for stickers. */
export function baseSize(picture: Size, canvas: Size, natural: boolean): Size {
  const factor = natural
    ? canvas.width / 1080
    : Math.min(canvas.width / picture.width, canvas.height / picture.height);
  return { width: picture.width * factor, height: picture.height * factor };
}

/** Size of the used part of a picture. */
export function croppedSize(picture: Size, crop: Crop | undefined): Size {
  if (!crop) return picture;
  const { upperLeft, upperRight, lowerLeft, lowerRight } = crop;
  const side = (a: { x: number; y: number }, b: { x: number; y: number }): number =>
    Math.hypot((b.x - a.x) * picture.width, (b.y - a.y) * picture.height);
  return {
    width: (side(upperLeft, upperRight) + side(lowerLeft, lowerRight)) / 2,
    height: (side(upperLeft, lowerLeft) + side(upperRight, lowerRight)) / 2,
  };
}

/** Pose of a clip at a frame counted from its start: keyframes replace static values, animations come on top. */
export function placementAt(
  clip: { pose: Pose; curves: PoseCurves },
  geometry: { base: Size; canvas: Size },
  at: number,
  motion: MotionOffset,
): Placement {
  const value = (property: PoseProperty): number => {
    const curve = clip.curves[property];
    return curve ? sampleCurve(curve, at) : clip.pose[property];
  };
  const { base, canvas } = geometry;
  return {
    centerX: canvas.width / 2 + ((value('x') + motion.x) * canvas.width) / 2,
    centerY: canvas.height / 2 - ((value('y') + motion.y) * canvas.height) / 2,
    width: base.width * Math.abs(value('scaleX')) * motion.scaleX,
    height: base.height * Math.abs(value('scaleY')) * motion.scaleY,
    rotation: value('rotation') + motion.rotation,
    alpha: Math.min(1, Math.max(0, value('alpha') * motion.alpha)),
  };
}

const STILL = { position: 0.02, rotation: 0.01, alpha: 0.001 };

/** True when nobody could tell two frames apart. */
export function samePlacement(a: Placement, b: Placement): boolean {
  return (
    Math.abs(a.centerX - b.centerX) < STILL.position &&
    Math.abs(a.centerY - b.centerY) < STILL.position &&
    Math.abs(a.width - b.width) < STILL.position &&
    Math.abs(a.height - b.height) < STILL.position &&
    Math.abs(a.rotation - b.rotation) < STILL.rotation &&
    Math.abs(a.alpha - b.alpha) < STILL.alpha
  );
}

/** Whole-pixel box of an unrotated placement. */
export function pixelBox(placement: Placement): { x: number; y: number; width: number; height: number } {
  const width = Math.max(1, Math.round(placement.width));
  const height = Math.max(1, Math.round(placement.height));
  return {
    x: Math.round(placement.centerX - width / 2),
    y: Math.round(placement.centerY - height / 2),
    width,
    height,
  };
}
