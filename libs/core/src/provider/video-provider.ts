import { ErrorDetail } from '../errors/gateway-error';
import { JsonObject } from '../json';
import { RequestWarning } from '../request/request-warning';
import { VideoRequest } from '../request/video-request';
import type { AppliedParameters } from '../task/task';
import { ModelDescriptor, ProviderDescriptor } from './provider-descriptor';
import { CallContext, SubmitContext } from './call-context';

/**
 * Names one task at the vendor. Versioned JSON under 4 KB that survives a restart and works on a fresh instance, also
 * after the operator changed defaults: it freezes everything needed to ask again. Never holds a secret.
 */
export interface ProviderHandle {
  /** Version of this provider's handle layout. */
  readonly v: number;
  /** The vendor's task id. */
  readonly id: string;
  /** Which of the provider's transports took it, where it has several. */
  readonly transport?: string;
  /** The credential that owns it at the vendor. */
  readonly credentialId: string;
  readonly region?: string;
  /** The vendor's model name. */
  readonly model?: string;
  readonly data?: JsonObject;
}

/** One credential the operator configured. Ids are stable names (`default`, `account-2`), never key material. */
export interface CredentialSlot {
  readonly id: string;
  /** Share of new tasks relative to the other slots, > 0. */
  readonly weight: number;
  /** What the operator set for this credential: goes before every other limit. */
  readonly maxConcurrent?: number;
  /** Where this credential differs from the descriptor, because another way to the vendor has other habits. */
  readonly usual?: Partial<Pick<ProviderDescriptor, 'poll' | 'maxConcurrent' | 'requestsPerMinute'>>;
  /** Ids of the model rows it can serve; absent = all. Rows that no slot serves count as unconfigured. */
  readonly models?: readonly string[];
}

export interface Accepted {
  readonly outcome: 'accepted';
  readonly handle: ProviderHandle;
  readonly warnings: readonly RequestWarning[];
  /**
   * What the provider decided where the request left it open, e.g. a random seed; joins `applied` of the task. A prompt that the vendor
   * rewrote goes by the name `vendorPrompt`.
   */
  readonly applied?: AppliedParameters;
  /** The vendor's request id, for support. */
  readonly vendorRequestId?: string;
}

/** The vendor certainly did not take the task. `error.retryable` decides whether the host tries again or elsewhere. */
export interface Rejected {
  readonly outcome: 'rejected';
  readonly error: ErrorDetail;
}

export type SubmitResult = Accepted | Rejected;

/** A result file. Vendor URLs are untrusted and short-lived: the host downloads them before a task may complete. */
export interface ProviderOutput {
  /** Unique within the task, stable over repeated polls. */
  readonly id: string;
  readonly source:
    | { readonly kind: 'url'; readonly url: string }
    /** Only the provider can open it (needs the key, or is inside a response body): `openOutput` is called. */
    | { readonly kind: 'provider'; readonly ref: string };
  readonly mediaType?: string;
  readonly durationSeconds?: number;
}

/** What the vendor says it charged, where it says so. */
export interface VendorCost {
  readonly amount: number;
  /** ISO currency, or the vendor's unit such as `units`. */
  readonly unit: string;
}

/** What any answer about a task that has not failed may add to the task. */
interface PollFindings {
  readonly warnings?: readonly RequestWarning[];
  /** As in {@link Accepted}, for vendors that tell it later. */
  readonly applied?: AppliedParameters;
}

export type PollResult =
  | (PollFindings & { readonly state: 'queued' })
  | (PollFindings & { readonly state: 'processing'; readonly progress?: number })
  | (PollFindings & {
      readonly state: 'completed';
      readonly outputs: readonly ProviderOutput[];
      readonly cost?: VendorCost;
    })
  | { readonly state: 'failed'; readonly error: ErrorDetail; readonly cost?: VendorCost };

export type ReconcileResult =
  { readonly outcome: 'found'; readonly handle: ProviderHandle } | { readonly outcome: 'not_found' };

/**
 * `too_late`: the vendor finished or refuses; the task goes on and its outcome is polled as before. `unsupported`: the transport that
 * took the task has no cancellation, as if the method were absent: the task ends here, the vendor may finish it all the same.
 */
export type CancelResult = { readonly outcome: 'cancelled' | 'too_late' | 'unsupported' };

export interface CheckResult {
  readonly ok: boolean;
  /** What is wrong and what to set, without key material. */
  readonly message?: string;
}

/** A vendor's callback as it came in, before anything was believed. */
export interface InboundCallback {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly rawBody: Buffer;
}

/** Which task a verified callback is about. The host polls before it believes any state. */
export interface CallbackNotice {
  readonly vendorTaskId?: string;
  readonly clientReference?: string;
}

export interface OutputStream {
  readonly stream: NodeJS.ReadableStream;
  readonly mediaType?: string;
  /** Bytes, when known. */
  readonly length?: number;
}

/**
 * A video vendor. The host owns all waiting, retrying, storing and billing: no method loops, sleeps or keeps state that a
 * restart would lose. The presence of an optional method is the capability.
 */
export interface VideoProvider {
  readonly descriptor: ProviderDescriptor;
  /** At least one; the host picks per task and freezes the choice. */
  readonly credentials: readonly CredentialSlot[];
  /** Origins the operator configured (`https://api.example.com`): the only private addresses results may come from. */
  readonly trustedOrigins?: readonly string[];

  /**
   * What this provider will not do as asked, told before the task exists: the warnings that `submit` will give, which `strict`
   * turns into a 400. Throws what `submit` would reject for the request alone: `invalid_parameter`,
   * `missing_required_parameter`, `unsupported_parameter`. Pure and quick: no calls, no files, the inputs are not readable yet.
   */
  validate?(
    request: ResolvedVideoRequest,
    context: Pick<CallContext, 'credentialId'>,
  ): readonly RequestWarning[];

  /**
   * Sends one create call and returns as soon as the vendor answers. Throws a GatewayError with code `submit_unknown` when
   * the vendor may or may not have taken it (answer lost, 5xx without a body that says no); everything else that proves
   * non-acceptance is `rejected`.
   */
  submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult>;

  /**
   * Asks once. Unknown vendor states are `processing` with a warning, never `failed`. Polling again after success
   * gives the same outputs. Throws only when the question itself failed (network, 5xx, unreadable body): the host asks again.
   */
  poll(handle: ProviderHandle, context: CallContext): Promise<PollResult>;

  /** Idempotent. */
  cancel?(handle: ProviderHandle, context: CallContext): Promise<CancelResult>;

  /** Opens a `provider` output as a stream; never buffers the file. Throws `output_expired` when it is gone. */
  openOutput?(output: ProviderOutput, handle: ProviderHandle, context: CallContext): Promise<OutputStream>;

  /** Looks a submission up by the client reference that was sent with it. */
  reconcile?(clientReference: string, context: SubmitContext): Promise<ReconcileResult>;

  /**
   * Verifies and reads a vendor's callback; throws `authentication_failed` when it cannot be believed, `not_found` while the
   * operator has configured nothing to verify it with.
   */
  parseCallback?(callback: InboundCallback): Promise<CallbackNotice>;

  /** Are the credentials good? Must not cost money. */
  check?(context: CallContext): Promise<CheckResult>;
}

/** A validated request together with the model row that will serve it. */
export interface ResolvedVideoRequest extends VideoRequest {
  readonly resolvedModel: ModelDescriptor;
}
