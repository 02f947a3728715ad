import type {
  AppliedParameters,
  CallContext,
  JsonObject,
  OutputStream,
  PollResult,
  ProviderHandle,
  RequestWarning,
  ResolvedVideoRequest,
  SubmitContext,
} from '@onereel/core';

export interface Submitted {
  /** The vendor's id, everything a later poll needs. */
  readonly id: string;
  readonly warnings: readonly RequestWarning[];
  readonly data?: JsonObject;
  readonly applied?: AppliedParameters;
}

/** One account over one of the ways to Veo. */
export interface Transport {
  /** Origins its calls and results may come from. */
  readonly origins: readonly string[];
  /** The warnings of `submit`, without reading a file. @throws what it would reject for the request alone */
  foresee(request: ResolvedVideoRequest, vendorModel: string): readonly RequestWarning[];
  /** @throws the reason of a no, or `submit_unknown` */
  submit(request: ResolvedVideoRequest, vendorModel: string, context: SubmitContext): Promise<Submitted>;
  poll(handle: ProviderHandle, context: CallContext): Promise<PollResult>;
  open(ref: string, handle: ProviderHandle, context: CallContext): Promise<OutputStream>;
  /** A call that costs nothing. @throws what is wrong */
  check(context: CallContext): Promise<void>;
}
