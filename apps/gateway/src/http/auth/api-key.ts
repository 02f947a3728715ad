import { randomBytes } from 'node:crypto';

/**
 * One key record serves every scheme: the secret as Bearer token, or id and secret as issuer and signing key of a JWT, or as
 * access key and secret key of a signature.
 */
export interface ApiKey {
  /** Public; also the owner id of everything made with the key. */
  readonly id: string;
  readonly secret: string;
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new key with 238 bits of secret. No dash inside the parts: some clients split keys there. */
export const createApiKey = (): ApiKey => ({ id: `or${letters(18)}`, secret: `sk-${letters(40)}` });

function letters(length: number): string {
  let out = '';
  while (out.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 is the largest multiple of 62 in a byte: what lies above would favor the first letters.
      if (byte < 248 && out.length < length) out += ALPHABET[byte % ALPHABET.length];
    }
  }
  return out;
}
