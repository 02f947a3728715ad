import { GatewayError, type ErrorCode } from '@onereel/core';

const CODES = {
  encrypted: 'draft_encrypted',
  not_json: 'draft_invalid',
  not_a_draft: 'draft_invalid',
  too_large: 'payload_too_large',
  too_deep: 'draft_invalid',
  forbidden_key: 'draft_invalid',
  no_timeline: 'draft_invalid',
} as const satisfies Record<string, ErrorCode>;

/** Why bytes could not be read as a draft. */
export type DraftFormatReason = keyof typeof CODES;

/** Refusal of a draft file. The message says what is wrong and which ways out exist; it never quotes the file. */
export class DraftFormatError extends GatewayError {
  constructor(
    readonly reason: DraftFormatReason,
    message: string,
  ) {
    super(CODES[reason], { message });
  }
}
