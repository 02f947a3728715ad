import type { VeoTransportName } from './wire/veo-transports';

/** How pictures and numbers go to an OpenAI-style relay. */
export type RelayBodyMode = 'json' | 'json-images' | 'multipart';

/** How an OpenAI-style relay wants the length and the shape of a video. */
export type RelaySeconds = 'text' | 'number' | 'none';
export type RelaySize = 'pixels' | 'ratio';

/** What Google's service-account file holds, as far as it is needed. */
export interface ServiceAccount {
  readonly clientEmail: string;
  /** PEM. */
  readonly privateKey: string;
  readonly privateKeyId?: string;
  readonly tokenUri: string;
  readonly projectId?: string;
}

/** One account and the way to it. */
export interface VeoAccount {
  readonly id: string;
  readonly weight: number;
  readonly maxConcurrent?: number;
  readonly transport: VeoTransportName;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** `vertex` only; goes before a key. */
  readonly serviceAccount?: ServiceAccount;
  /** `vertex` only. */
  readonly project?: string;
  readonly location?: string;
  /** `relay-openai` only, with a slash at the start. */
  readonly endpoint?: string;
  /** `relay-openai` only: the model to prefer, or the relay's own name for Veo 3.1. */
  readonly model?: string;
  /** `relay-openai` only: always send the bytes of pictures, never an address. */
  readonly skipUpload?: boolean;
  readonly bodyMode?: RelayBodyMode;
  readonly secondsAs?: RelaySeconds;
  readonly sizeAs?: RelaySize;
  /** `relay-openai` only: the relay's names by our model and what is asked of it, `veo-3.1-fast+portrait+firstLast`. */
  readonly modelNames?: Readonly<Record<string, string>>;
}
