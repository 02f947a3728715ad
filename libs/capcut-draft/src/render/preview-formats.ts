/** The encoders of single frames, and their arguments. */
export const PREVIEW_ENCODERS = {
  png: { name: 'png', args: [], extension: 'png' },
  jpeg: { name: 'mjpeg', args: ['-q:v', '3'], extension: 'jpg' },
  webp: { name: 'libwebp', args: ['-quality', '85'], extension: 'webp' },
} as const;

export type PreviewFormat = keyof typeof PREVIEW_ENCODERS;
export const PREVIEW_FORMATS = Object.keys(PREVIEW_ENCODERS) as PreviewFormat[];
