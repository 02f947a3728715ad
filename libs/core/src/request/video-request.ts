import { JsonObject } from '../json';

/** What an input file is for. `first_frame` is what most vendors call "the image". */
export type InputRole = 'first_frame' | 'last_frame' | 'reference' | 'source_video';

/** A file this gateway already holds, addressed by its content. */
export interface StoredInput {
  readonly kind: 'stored';
  /** Key in the artifact store. */
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  /** By magic bytes, never by what the client claimed. */
  readonly mediaType: string;
}

/** A file the client named by URL. It was checked against the address rules and is checked again when fetched. */
export interface RemoteInput {
  readonly kind: 'url';
  readonly url: string;
}

export interface VideoInput {
  readonly role: InputRole;
  readonly source: StoredInput | RemoteInput;
}

export type CameraMotion = 'pan' | 'tilt' | 'zoom' | 'static';

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/**
 * What a client asks for, in no vendor's words. A field joins when three vendors have it; until then it travels in
 * `providerOptions.<provider id>`.
 */
export interface VideoRequest {
  /** Model id or alias as the client wrote it; the router resolves it. */
  readonly model: string;
  readonly prompt?: string;
  readonly negativePrompt?: string;
  readonly inputs: readonly VideoInput[];
  /** Seconds, may be fractional; absent = the model decides. */
  readonly durationSeconds?: number;
  /** `W:H`, e.g. `16:9`. */
  readonly aspectRatio?: string;
  /** Exact pixels. */
  readonly size?: FrameSize;
  /** `720p`, `1080p`, `4k`, as vendors name it. */
  readonly resolution?: string;
  readonly fps?: number;
  /** 0 … 4294967295. */
  readonly seed?: number;
  /** Number of videos, 1 … model limit. */
  readonly count?: number;
  /** Generate sound with the picture. */
  readonly audio?: boolean;
  readonly cameraMotion?: CameraMotion;
  /** 0 (still) … 1 (strong). */
  readonly motionStrength?: number;
  /** Let the vendor, or the gateway's language model, rewrite the prompt. */
  readonly enhancePrompt?: boolean;
  readonly upsample?: boolean;
  /** Vendor extras, keyed by provider id. */
  readonly providerOptions?: Readonly<Record<string, JsonObject>>;
}

/** Request fields a model may or may not honor; the vocabulary of warnings. */
export type RequestField =
  Exclude<keyof VideoRequest, 'model' | 'providerOptions'> | `providerOptions.${string}`;
