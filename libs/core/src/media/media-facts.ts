/** A fraction as FFmpeg states it, e.g. 30000/1001. */
export interface Rational {
  num: number;
  den: number;
}

export interface VideoFacts {
  codec: string;
  profile?: string;
  level?: number;
  /** Stored size, before rotation. */
  width: number;
  height: number;
  /** Size on a screen: rotated, and widened by the pixel aspect ratio. */
  displayWidth: number;
  displayHeight: number;
  /** Clockwise degrees a player turns the stored picture by: 0, 90, 180 or 270. */
  rotation: number;
  /** Pixel aspect ratio. */
  pixelAspect: Rational;
  /** Average and nominal frame rate; they differ when the rate varies. */
  averageFps: Rational;
  nominalFps: Rational;
  pixelFormat: string;
  hasAlpha: boolean;
  /** Frame count where the container states it. */
  frames?: number;
  startSeconds: number;
  timeBase: Rational;
  colorSpace?: string;
  colorRange?: string;
  colorTransfer?: string;
  colorPrimaries?: string;
}

export interface AudioFacts {
  codec: string;
  sampleRate: number;
  channels: number;
  startSeconds: number;
  durationSeconds?: number;
}

/** What a media file holds. */
export interface MediaFacts {
  /** Container by magic bytes, e.g. `mp4`. */
  container: string;
  kind: 'video' | 'image' | 'audio';
  mimeType: string;
  /** Demuxer to force with `-f` when opening the file. */
  demuxer: string;
  /** 0 for still images. */
  durationSeconds: number;
  bytes: number;
  /** Bytes that the file states and does not hold: a download that broke off. Known of MP4 and its relatives. */
  missingBytes?: number;
  video?: VideoFacts;
  audio?: AudioFacts;
}

export const rationalValue = ({ num, den }: Rational): number => (den === 0 ? 0 : num / den);
