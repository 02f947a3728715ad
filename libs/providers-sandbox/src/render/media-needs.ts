import type { MediaRequirements } from '@onereel/core/media';

/** What FFmpeg must be able to do; named in the message when it cannot. */
export const MEDIA_NEEDS: MediaRequirements = {
  filters: [
    ...['scale', 'crop', 'format', 'loop', 'trim', 'setpts', 'setsar', 'perspective', 'overlay', 'color'],
    ...['split', 'extractplanes', 'alphaextract', 'alphamerge', 'blend', 'noise'],
    ...['aevalsrc', 'aecho', 'lowpass', 'atrim', 'afade'],
  ],
  encoders: ['libx264', 'aac'],
};
