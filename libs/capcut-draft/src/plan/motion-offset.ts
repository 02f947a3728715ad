/** What animations add to a pose: shifts in half-canvas units, y up; factors; clockwise degrees. */
export interface MotionOffset {
  readonly x: number;
  readonly y: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly rotation: number;
  readonly alpha: number;
  /** Part of the text shown, 0–1 of its characters; 1 for pictures. */
  readonly reveal: number;
  /** Blur as a fraction of the canvas height. */
  readonly blur: number;
}

export const AT_REST: MotionOffset = {
  x: 0,
  y: 0,
  scaleX: 1,
  scaleY: 1,
  rotation: 0,
  alpha: 1,
  reveal: 1,
  blur: 0,
};
