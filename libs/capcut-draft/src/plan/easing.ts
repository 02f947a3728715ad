/** Maps progress 0–1 to progress 0–1. */
export type Easing = (progress: number) => number;

export const linear: Easing = (p) => p;
export const easeOutCubic: Easing = (p) => 1 - (1 - p) ** 3;
export const easeInCubic: Easing = (p) => p ** 3;
export const easeInOutSine: Easing = (p) => (1 - Math.cos(Math.PI * p)) / 2;
export const easeOutBack: Easing = (p) => 1 + 2.70158 * (p - 1) ** 3 + 1.70158 * (p - 1) ** 2;
