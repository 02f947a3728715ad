import type { Clock } from '@onereel/core';
import {
  type MediaCapabilities,
  type MediaToolSettings,
  describeMissing,
  detectMediaCapabilities,
} from '@onereel/core/media';

/** Filters and encoders without which results get no previews or an ordinary draft cannot be rendered. */
const NEEDED = {
  filters: [
    ...['scale', 'fps', 'tile', 'format', 'settb', 'setpts', 'trim', 'tpad', 'loop', 'concat', 'split'],
    ...['overlay', 'xfade', 'fade', 'color', 'crop', 'pad', 'rotate', 'hflip', 'vflip', 'gblur', 'reverse'],
    ...['blend', 'alphamerge', 'alphaextract', 'colorchannelmixer', 'sendcmd', 'lut3d'],
    ...['premultiply', 'unpremultiply', 'hstack', 'vstack'],
  ],
  encoders: ['libx264', 'aac', 'mjpeg', 'png'],
};
/** What only some formats and looks need: orders for them are refused, or drawn as their report says. */
const WELCOME = {
  filters: ['chromakey', 'lut2', 'rgbashift', 'noise', 'eq', 'atempo', 'signalstats', 'metadata'],
  encoders: [
    ...['libx265', 'libvpx-vp9', 'libsvtav1', 'prores_ks', 'gif', 'libwebp'],
    ...['libopus', 'libmp3lame', 'pcm_s16le'],
  ],
};
const ASK_AGAIN_MS = 60_000;

/** What the installed ffmpeg can do, asked at most once a minute. */
export class MediaTools {
  private asked: Promise<MediaCapabilities> | undefined;
  private askedAt = 0;

  constructor(
    private readonly settings: MediaToolSettings,
    private readonly clock: Clock,
  ) {}

  capabilities(): Promise<MediaCapabilities> {
    if (!this.asked || this.clock.now() - this.askedAt > ASK_AGAIN_MS) {
      this.askedAt = this.clock.now();
      this.asked = detectMediaCapabilities(this.settings);
    }
    return this.asked;
  }

  /** One sentence with the install command; `undefined` when all is there. */
  async problem(): Promise<string | undefined> {
    return describeMissing(await this.capabilities(), NEEDED);
  }

  /** The same for what can be missing without stopping everything. */
  async gaps(): Promise<string | undefined> {
    return describeMissing(await this.capabilities(), WELCOME);
  }
}
