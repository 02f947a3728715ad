import type { Readable } from 'node:stream';

export interface StoredArtifact {
  /** `[a-z0-9/._-]`, chosen by the store's caller, never by a client. */
  readonly key: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
}

export interface ByteRange {
  /** First byte, inclusive. */
  readonly start: number;
  /** Last byte, inclusive. */
  readonly end: number;
}

/**
 * Bytes under keys. Semantics every adapter keeps: a key either holds a whole file or nothing (atomic publish, also on crash);
 * writing an existing key replaces it atomically; streams are never buffered whole; unknown keys are `not_found`; keys with `..`,
 * absolute or empty segments are refused. A disk without room is `disk_full`, every other fault `storage_failed`; neither leaves anything
 * behind.
 */
export interface ArtifactStore {
  /** Streams to the store while hashing. Throws `payload_too_large` beyond `maxBytes`, leaving nothing behind. */
  put(
    key: string,
    content: Readable,
    options: { mediaType: string; maxBytes?: number },
  ): Promise<StoredArtifact>;
  /** Publishes a finished local file; the source may be moved away. */
  putFile(key: string, path: string, options: { mediaType: string }): Promise<StoredArtifact>;
  stat(key: string): Promise<StoredArtifact>;
  open(key: string, range?: ByteRange): Promise<Readable>;
  /** A local path for tools that need one; `release` must be called. Adapters on disk lend the stored file itself: read only. */
  local(key: string): Promise<{ readonly path: string; release(): Promise<void> }>;
  remove(key: string): Promise<void>;
  /** A time-limited public URL, where the store has one. */
  signedUrl?(key: string, options: { expiresInSeconds: number; mediaType: string }): Promise<string>;
  ping(): Promise<void>;
}

export const ARTIFACT_STORE = Symbol.for('onereel.artifact-store');
