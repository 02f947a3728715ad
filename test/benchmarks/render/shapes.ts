import { FULL_SIZE, type MediaSize } from './bench-media';

export const FPS = 30;

/** How much of each timeline is rendered; lengths in frames unless they say otherwise. */
export interface Shape {
  readonly size: MediaSize;
  readonly concat: { readonly clipFrames: number };
  readonly slideshow: { readonly photos: number; readonly visible: number };
  readonly social: {
    readonly clips: number;
    readonly visible: number;
    readonly pictureInPicture: number;
    /** Distance from caption to caption; each is seen for {@link captionFrames}. */
    readonly captionStep: number;
    readonly captionFrames: number;
  };
  readonly cutList: {
    readonly trims: number;
    readonly frames: number;
    readonly step: number;
    readonly stickers: readonly number[];
    readonly stickerFrames: number;
  };
}

/** The timelines as the figures are published for. */
export const FULL: Shape = {
  size: FULL_SIZE,
  concat: { clipFrames: 300 },
  slideshow: { photos: 10, visible: 120 },
  social: { clips: 6, visible: 165, pictureInPicture: 240, captionStep: 45, captionFrames: 39 },
  cutList: { trims: 60, frames: 300, step: 372, stickers: [1890, 9090, 16290], stickerFrames: 120 },
};

/** A tenth of the work, for quick looks. */
export const SHORT: Shape = {
  ...FULL,
  concat: { clipFrames: 45 },
  slideshow: { photos: 3, visible: 120 },
  social: { ...FULL.social, clips: 3, pictureInPicture: 120 },
  cutList: { ...FULL.cutList, trims: 6, stickers: [690] },
};

/** Seconds of small pictures, for the test suite. */
export const TINY: Shape = {
  size: {
    width: 480,
    height: 270,
    photoWidth: 800,
    photoHeight: 600,
    clipSeconds: 4,
    talkPieceSeconds: 7,
    talkSeconds: 14,
  },
  concat: { clipFrames: 75 },
  slideshow: { photos: 3, visible: 45 },
  social: { clips: 4, visible: 50, pictureInPicture: 50, captionStep: 18, captionFrames: 14 },
  cutList: { trims: 4, frames: 75, step: 93, stickers: [100], stickerFrames: 30 },
};
