/** Why bytes could not be read as a draft. */
export type DraftFormatReason =
  'encrypted' | 'not_json' | 'not_a_draft' | 'too_large' | 'too_deep' | 'forbidden_key' | 'no_timeline';

/** Refusal of a draft file. The message says what is wrong and which ways out exist; it never quotes the file. */
export class DraftFormatError extends Error {
  override readonly name = 'DraftFormatError';

  constructor(
    readonly reason: DraftFormatReason,
    message: string,
  ) {
    super(message);
  }
}
