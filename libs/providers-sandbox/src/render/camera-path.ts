import type { CameraMotion } from '@onereel/core';

/** Share of the picture's width, height or size that a motion of strength 1 covers. */
export const FULL_TRAVEL = 0.26;

/** Where the camera stands, as shares of the canvas: the view's size and its top left corner. */
export interface CameraView {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface CameraPath {
  /** How much larger than the frame the canvas must be, so that the closest view is still sharp. */
  readonly canvasFactor: number;
  readonly moves: boolean;
  readonly from: CameraView;
  readonly to: CameraView;
}

const WHOLE: CameraView = { scale: 1, left: 0, top: 0 };

const views: Record<CameraMotion, (travel: number) => { from: CameraView; to: CameraView }> = {
  static: () => ({ from: WHOLE, to: WHOLE }),
  pan: (travel) => ({
    from: { scale: 1 - travel, left: 0, top: travel / 2 },
    to: { scale: 1 - travel, left: travel, top: travel / 2 },
  }),
  tilt: (travel) => ({
    from: { scale: 1 - travel, left: travel / 2, top: travel },
    to: { scale: 1 - travel, left: travel / 2, top: 0 },
  }),
  zoom: (travel) => ({ from: WHOLE, to: { scale: 1 - travel, left: travel / 2, top: travel / 2 } }),
};

/** Pan moves right, tilt moves up, zoom moves in; the view never leaves the canvas, so no border can show. */
export function cameraPath(motion: CameraMotion, strength: number): CameraPath {
  const travel = FULL_TRAVEL * Math.min(1, Math.max(0, strength));
  const { from, to } = views[motion](travel);
  const moves = from.left !== to.left || from.top !== to.top || from.scale !== to.scale;
  return {
    canvasFactor: moves ? 1 / Math.min(from.scale, to.scale) : 1,
    moves,
    ...(moves ? { from, to } : { from: WHOLE, to: WHOLE }),
  };
}

/** 0 → 1 with no speed at either end. `n` counts frames from 0. */
export const EASE_IN_OUT = (frames: number): string =>
  frames < 2 ? '0' : `((1-cos(PI*min(1,(on-1)/${frames - 1})))/2)`;

/**
 * The path for FFmpeg's `perspective`, which resamples at 1/256 pixel: cropping and scaling would step by whole pixels.
 * Corners are given in the order top left, top right, bottom left, bottom right.
 */
export function perspectiveFilter(path: CameraPath, frames: number): string {
  const ease = EASE_IN_OUT(frames);
  const along = (from: number, to: number): string =>
    from === to ? from.toFixed(9) : `(${from.toFixed(9)}+${(to - from).toFixed(9)}*${ease})`;
  return perspectiveOf({
    left: `W*${along(path.from.left, path.to.left)}`,
    top: `H*${along(path.from.top, path.to.top)}`,
    right: `W*${along(path.from.left + path.from.scale, path.to.left + path.to.scale)}`,
    bottom: `H*${along(path.from.top + path.from.scale, path.to.top + path.to.scale)}`,
  });
}

/** `perspective` from the edges of the view, given as expressions in pixels of the picture. */
export function perspectiveOf(view: Record<'left' | 'top' | 'right' | 'bottom', string>): string {
  const corners = [
    ['0', view.left, view.top],
    ['1', view.right, view.top],
    ['2', view.left, view.bottom],
    ['3', view.right, view.bottom],
  ].map(([corner, x, y]) => `x${corner}='${x}':y${corner}='${y}'`);
  return `perspective=eval=frame:interpolation=linear:${corners.join(':')}`;
}
