import { VideoInput } from '../request/video-request';
import { ProviderHttp } from '../http/provider-http';

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Structured, redacted by the host. Pass data as fields, not in the sentence. */
export interface ProviderLog {
  debug(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
}

/** A readable local copy of an input. */
export interface LocalInput {
  /** Absolute path inside the task's work folder; gone after the call. */
  readonly path: string;
  /** By magic bytes. */
  readonly mediaType: string;
  readonly bytes: number;
}

/** How a provider reads the client's files. Remote inputs are fetched by the host under its address rules. */
export interface InputReader {
  /** A local copy. Throws `input_unreachable`, `url_not_allowed`, `invalid_image` or `payload_too_large`. */
  file(input: VideoInput): Promise<LocalInput>;
  /** Base64 without a `data:` prefix, for vendors that take bytes inline. */
  base64(input: VideoInput): Promise<{ readonly data: string; readonly mediaType: string }>;
  /**
   * A URL the vendor can fetch by itself: the client's own for remote inputs, otherwise a signed one of this gateway when it
   * has a public address; `undefined` when there is none and the bytes must be sent.
   */
  url(input: VideoInput): Promise<string | undefined>;
}

/** What every vendor call gets. */
export interface CallContext {
  /** Aborted on shutdown, cancel or when the step's lease is lost. */
  readonly signal: AbortSignal;
  readonly http: ProviderHttp;
  readonly clock: Clock;
  readonly log: ProviderLog;
  /** The credential to use; for polls it equals `handle.credentialId`. */
  readonly credentialId: string;
}

export interface SubmitContext extends CallContext {
  readonly inputs: InputReader;
  /**
   * Unique per submission attempt and unguessable, `[a-z0-9-]{1,64}`. Vendors that accept a client id get it, so that a lost
   * answer can be reconciled.
   */
  readonly clientReference: string;
  /** Where the vendor may call back, when the gateway has a public address and the provider can verify callbacks. */
  readonly callbackUrl?: string;
}
