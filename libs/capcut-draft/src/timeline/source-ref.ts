/** A file as the film names it; who renders finds out where it is. */
export interface SourceRef {
  /** Stable key; two uses of one file share it. */
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly kind: 'video' | 'photo' | 'gif' | 'audio' | 'sticker' | 'image';
  /** What the film says about the file; 0 = unknown. Used for a stand-in when the file is missing. */
  readonly width: number;
  readonly height: number;
  readonly durationUs: number;
}
