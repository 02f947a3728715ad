import { GatewayError } from '../errors/gateway-error';
import { idempotencyKeyOf } from './idempotency-key';

const read = (header?: string | string[]) => idempotencyKeyOf({ headers: { 'idempotency-key': header } });

describe('idempotencyKeyOf', () => {
  it.each([
    [undefined, undefined],
    [' a-1 ', 'a-1'],
    ['x'.repeat(255), 'x'.repeat(255)],
  ])('reads %j', (header, key) => expect(read(header)).toBe(key));

  it.each([[''], ['   '], ['x'.repeat(256)], ['a\u0000b'], ['schlüssel']])('refuses %j', (header) => {
    expect(() => read(header)).toThrow(
      expect.objectContaining<Partial<GatewayError>>({ code: 'invalid_parameter', param: 'Idempotency-Key' }),
    );
  });
});
