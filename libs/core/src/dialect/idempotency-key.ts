import { GatewayError } from '../errors/gateway-error';

const PRINTABLE = /^[\x20-\x7e]{1,255}$/;

/** The client's `Idempotency-Key`. Throws `invalid_parameter` for keys that are too long or hold unprintable characters. */
export function idempotencyKeyOf(request: {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) return undefined;
  const key = String(header).trim();
  if (PRINTABLE.test(key)) return key;
  throw new GatewayError('invalid_parameter', {
    param: 'Idempotency-Key',
    message:
      'Idempotency-Key must be 1 to 255 printable ASCII characters. Send a fresh UUID with every new video.',
  });
}
