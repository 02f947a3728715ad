/** Reads 32 bytes written as hex or base64. Throws an Error that does not repeat them. */
export function parseSecretKey(text: string): Buffer {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
  if (bytes.length !== 32) {
    throw new Error('must be 32 bytes as 64 hexadecimal digits or base64, e.g. from: openssl rand -hex 32');
  }
  return bytes;
}
