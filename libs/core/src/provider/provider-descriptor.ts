import { InputRole } from '../request/video-request';

/** What a model makes from what. */
export type GenerationMode =
  'text-to-video' | 'image-to-video' | 'first-last-frame' | 'reference-to-video' | 'video-extend';

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** Allowed step from `min`; absent = any value. */
  readonly step?: number;
}

/** List prices. */
export interface ModelPrice {
  /** ISO currency, or the vendor's unit. */
  readonly currency: string;
  /** Of the cheapest quality, where `rates` tell several. */
  readonly perSecond?: number;
  readonly perVideo?: number;
  /**
   * Where the price depends on what is ordered. What the client leaves open counts as the first of `resolutions` and as the sound of the
   * first rate that fits; an order that no rate fits has no list price.
   */
  readonly rates?: readonly PriceRate[];
}

export interface PriceRate {
  /** `720p` style; absent = any. */
  readonly resolution?: string;
  /** Absent = with and without. */
  readonly audio?: boolean;
  readonly perSecond: number;
}

/** One row of a provider's model table: everything the host needs to validate, list, route and price a request. */
export interface ModelDescriptor {
  /** OneReel's id: kebab-case or the vendor's public name, `[a-z0-9._-]+`. */
  readonly id: string;
  /** Other names clients use for it. */
  readonly aliases?: readonly string[];
  /** The name sent to the vendor. */
  readonly vendorModel: string;
  readonly title?: string;
  readonly modes: readonly GenerationMode[];
  /** Seconds: a list of allowed values or a range. Absent = the vendor decides, a requested duration is a warning. */
  readonly durations?: readonly number[] | NumberRange;
  readonly defaultDuration?: number;
  /** `W:H` values; absent = not selectable. */
  readonly aspectRatios?: readonly string[];
  /** `720p` style names; absent = not selectable. */
  readonly resolutions?: readonly string[];
  /** Largest exact size in pixels for models that take one (`maxWidth × maxHeight`, either orientation). */
  readonly maxSize?: { readonly width: number; readonly height: number };
  readonly fps?: readonly number[] | NumberRange;
  /** Number of inputs accepted per role; a role that is absent is not accepted. */
  readonly inputs?: Readonly<Partial<Record<InputRole, NumberRange>>>;
  readonly prompt?: { readonly required: boolean; readonly maxLength?: number };
  readonly supports: {
    readonly negativePrompt?: boolean;
    readonly seed?: boolean;
    readonly audio?: boolean;
    readonly cameraMotion?: boolean;
    readonly motionStrength?: boolean;
    readonly enhancePrompt?: boolean;
    readonly upsample?: boolean;
  };
  /** Videos per request; absent = exactly one. */
  readonly maxCount?: number;
  /** An estimate for quotes; never a bill. */
  readonly price?: ModelPrice;
  /** ISO date after which the vendor stops serving it. */
  readonly deprecatedOn?: string;
}

export interface PollCadence {
  /** Seconds before the first poll. */
  readonly firstSeconds: number;
  /** Seconds between polls. */
  readonly intervalSeconds: number;
  /** Longest interval the schedule may grow to, in seconds. */
  readonly maxIntervalSeconds?: number;
}

/** Plain JSON data about a provider. Everything in it is public: `GET /v1/models` and the docs are made from it. */
export interface ProviderDescriptor {
  /** kebab-case, unique in the installation. */
  readonly id: string;
  readonly title: string;
  readonly homepage?: string;
  readonly models: readonly ModelDescriptor[];
  readonly poll: PollCadence;
  /** Seconds after which an unfinished task is `stalled`. */
  readonly deadlineSeconds: number;
  /** In-flight tasks per credential when the operator sets nothing. */
  readonly maxConcurrent?: number;
  /** Create requests per minute and credential; absent = unknown. */
  readonly requestsPerMinute?: number;
  readonly features: {
    /** Present exactly when the provider has the method of that name. */
    readonly cancel: boolean;
    readonly reconcile: boolean;
    readonly callback: boolean;
    readonly check: boolean;
    /** The client reference is sent to the vendor on submit. */
    readonly clientReference: boolean;
  };
}
