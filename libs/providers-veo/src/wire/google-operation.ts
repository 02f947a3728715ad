/* The shapes of Google's long-running operations. Everything may be absent: proxies differ. */

export interface GoogleVideo {
  readonly uri?: string;
  readonly gcsUri?: string;
  readonly bytesBase64Encoded?: string;
  readonly encodedVideo?: string;
  readonly mimeType?: string;
  readonly encoding?: string;
}

/** Where videos and filter reports may lie: in the response itself, or one level down on the developer API. */
export interface GoogleVideoResponse {
  readonly videos?: readonly GoogleVideo[];
  readonly generatedSamples?: readonly { readonly video?: GoogleVideo }[];
  readonly generatedVideos?: readonly { readonly video?: GoogleVideo }[];
  readonly raiMediaFilteredCount?: number;
  readonly raiMediaFilteredReasons?: readonly string[];
}

export interface GoogleOperation {
  readonly name?: string;
  readonly done?: unknown;
  readonly metadata?: { readonly progressPercent?: number };
  /** `code` is one of google.rpc. */
  readonly error?: { readonly code?: number; readonly message?: string };
  readonly response?: GoogleVideoResponse & { readonly generateVideoResponse?: GoogleVideoResponse };
}

/** Body of every refusal. */
export interface GoogleErrorBody {
  readonly error?: {
    readonly code?: number;
    readonly message?: string;
    readonly status?: string;
    readonly details?: readonly { readonly reason?: string; readonly retryDelay?: string }[];
  };
}

/** Keys under which a video's bytes come inside an answer. */
export const INLINE_KEYS = ['bytesBase64Encoded', 'encodedVideo'] as const;
