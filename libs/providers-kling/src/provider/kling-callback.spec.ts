import { InboundCallback } from '@onereel/core';
import { readCallback } from './kling-callback';

const SECRET = 'whsec_dGVzdHNlY3JldHRlc3RzZWNyZXR0ZXN0c2VjcmV0MTI=';
const NOW_MS = 1781080794_000;
/** The vendor's documented sample. */
const SAMPLE: InboundCallback = {
  query: {},
  headers: {
    'webhook-id': '9876543210',
    'webhook-timestamp': '1781080794',
    'webhook-signature': 'v1,UsKlJP00XoQyOn410NM9xv34sP+Gl0jnOO9Lcpr7NJ4=',
  },
  rawBody: Buffer.from(
    '{"id":"1234567890","status":"succeeded","message":"","create_time":1781080778802,"update_time":1781080794151}',
  ),
};
const withHeaders = (headers: Record<string, string>): InboundCallback => ({
  ...SAMPLE,
  headers: { ...SAMPLE.headers, ...headers },
});

describe('readCallback', () => {
  it('believes the documented sample', () => {
    expect(readCallback(SAMPLE, SECRET, NOW_MS + 299_000)).toEqual({ vendorTaskId: '1234567890' });
  });

  it('accepts one good signature of several, while a secret is being changed', () => {
    const signature = `v1,AAAA ${SAMPLE.headers['webhook-signature']}`;
    expect(readCallback(withHeaders({ 'webhook-signature': signature }), SECRET, NOW_MS)).toBeDefined();
  });

  it.each<[string, InboundCallback, string | undefined, number]>([
    ['no secret configured', SAMPLE, undefined, NOW_MS],
    ['another secret', SAMPLE, 'whsec_b3RoZXI=', NOW_MS],
    ['a changed body', { ...SAMPLE, rawBody: Buffer.from('{"id":"other"}') }, SECRET, NOW_MS],
    ['a changed id', withHeaders({ 'webhook-id': '1' }), SECRET, NOW_MS],
    ['no signature', withHeaders({ 'webhook-signature': '' }), SECRET, NOW_MS],
    ['another scheme', withHeaders({ 'webhook-signature': 'v2,UsKl' }), SECRET, NOW_MS],
    ['an old one', SAMPLE, SECRET, NOW_MS + 301_000],
    ['one from the future', SAMPLE, SECRET, NOW_MS - 301_000],
    ['no time', withHeaders({ 'webhook-timestamp': 'soon' }), SECRET, NOW_MS],
  ])('refuses %s', (_name, callback, secret, now) => {
    expect(() => readCallback(callback, secret, now)).toThrow(/callback is not believed/);
  });
});
