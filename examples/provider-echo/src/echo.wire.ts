import type { ErrorCode } from '@onereel/core';

/** A video as the vendor's API shows it. */
export interface EchoVideo {
  readonly id: string;
  readonly state: string;
  /** 0 to 100, while running. */
  readonly percent?: number;
  readonly file_url?: string;
  /** As it was sent with the create call. */
  readonly client_ref?: string;
  readonly error?: EchoError;
}

export interface EchoError {
  readonly code: string;
  readonly message?: string;
}

/** The vendor's codes in the words of OneReel; each has its HTTP status and its rule about trying again there. */
export const ECHO_ERRORS: Readonly<Record<string, ErrorCode>> = {
  bad_key: 'provider_authentication',
  no_credit: 'provider_insufficient_balance',
  slow_down: 'provider_rate_limited',
  bad_input: 'provider_invalid_request',
  unsafe_prompt: 'moderated_input',
  unsafe_result: 'moderated_output',
  unknown_video: 'provider_task_lost',
  overloaded: 'provider_unavailable',
  broken: 'provider_failed',
};
