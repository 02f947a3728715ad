import { GatewayError } from '../errors/gateway-error';
import { rejectedBy } from './rejected-by';

const context = { signal: new AbortController().signal };

describe('rejectedBy', () => {
  it('rejects with what proves that nothing was accepted', () => {
    const error = new GatewayError('provider_unreachable');
    expect(rejectedBy(error, context)).toMatchObject({
      outcome: 'rejected',
      error: { code: 'provider_unreachable' },
    });
  });

  it.each([new GatewayError('submit_unknown'), new TypeError('a bug')])('throws %s on', (error) => {
    expect(() => rejectedBy(error, context)).toThrow(error);
  });

  it('throws the reason of an aborted call, whatever the error', () => {
    const reason = new GatewayError('shutting_down');
    const aborted = { signal: AbortSignal.abort(reason) };
    expect(() => rejectedBy(new GatewayError('provider_invalid_request'), aborted)).toThrow(reason);
  });
});
