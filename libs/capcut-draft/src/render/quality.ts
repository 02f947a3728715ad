import type { VideoCodec } from '../plan/output-settings';
import type { RenderFormat } from './output-formats';

export const QUALITY_NAMES = ['speed', 'balanced', 'quality'] as const;
export type QualityName = (typeof QUALITY_NAMES)[number];

interface QualityRow {
  /** In x264's words; the other encoders have their own numbers for them. */
  readonly preset: string;
  readonly crf: Readonly<Record<VideoCodec, number>>;
}

const QUALITIES: Readonly<Record<QualityName, QualityRow>> = {
  speed: { preset: 'superfast', crf: { h264: 23, h265: 27, vp9: 34, av1: 36, prores: 0 } },
  balanced: { preset: 'veryfast', crf: { h264: 20, h265: 24, vp9: 31, av1: 32, prores: 0 } },
  quality: { preset: 'slow', crf: { h264: 17, h265: 20, vp9: 26, av1: 26, prores: 0 } },
};

/** A GIF is cut from a film; what that loses would be seen twice. */
const GIF_CRF = 10;

interface Asked {
  readonly crf?: number;
  readonly quality?: QualityName;
  readonly preset?: string;
  readonly format?: RenderFormat;
}

export const encoderPresetFor = ({ preset, quality = 'balanced' }: Asked): string =>
  preset ?? QUALITIES[quality].preset;

export const crfFor = (codec: VideoCodec, { crf, quality = 'balanced', format }: Asked): number =>
  crf ?? (format === 'gif' ? GIF_CRF : QUALITIES[quality].crf[codec]);

/** Largest value of an encoder's quality scale. */
export const CRF_SCALE: Readonly<Record<VideoCodec, number>> = {
  h264: 51,
  h265: 51,
  vp9: 63,
  av1: 63,
  prores: 0,
};
