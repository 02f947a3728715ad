import {
  CallContext,
  CancelResult,
  PollResult,
  ProviderHandle,
  ResolvedVideoRequest,
  SubmitContext,
  SubmitResult,
} from '@onereel/core';
import type { JimengCredential } from '../jimeng-credentials';
import type { JimengModel } from '../wire/jimeng-models';

export interface JimengSubmission {
  readonly request: ResolvedVideoRequest;
  readonly model: JimengModel;
  readonly credential: JimengCredential;
}

/** One way to the vendor. Errors are thrown, refusals of a create call too. */
export interface JimengTransport {
  submit(submission: JimengSubmission, context: SubmitContext): Promise<SubmitResult>;
  poll(handle: ProviderHandle, credential: JimengCredential, context: CallContext): Promise<PollResult>;
  cancel(handle: ProviderHandle, credential: JimengCredential, context: CallContext): Promise<CancelResult>;
  /** Asks something that costs nothing. @throws when the credentials are refused */
  check(credential: JimengCredential, context: CallContext): Promise<void>;
}

export const HANDLE_VERSION = 1;
