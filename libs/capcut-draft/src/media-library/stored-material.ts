/** A file of the library with what probing found. */
export interface StoredMaterial {
  /** Hash of the bytes, 40 lower-case hex digits: equal bytes are one material. */
  readonly contentId: string;
  readonly extension: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly kind: 'video' | 'photo' | 'gif' | 'audio';
  /** Displayed size in pixels; 0 for sound. */
  readonly width: number;
  readonly height: number;
  /** Microseconds; 0 for pictures. */
  readonly duration: number;
  readonly fps: number;
  readonly hasAudio: boolean;
}

/** Where a material's bytes are in the artifact store. */
export function materialKey(contentId: string, extension: string): string {
  return `drafts/materials/${contentId.slice(0, 2)}/${contentId}.${extension}`;
}

export function factsKey(contentId: string): string {
  return `drafts/materials/${contentId.slice(0, 2)}/${contentId}.facts.json`;
}
