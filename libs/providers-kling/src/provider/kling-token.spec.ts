import { authorizationOf, klingToken } from './kling-token';

/** Fake keys; tokens made with jsonwebtoken and checked against a second implementation. */
const VECTORS = [
  {
    accessKey: 'AtestAccessKey0000000000000000001',
    secretKey: 'StestSecretKey0000000000000000001',
    now: 1795161600,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJBdGVzdEFjY2Vzc0tleTAwMDAwMDAwMDAwMDAwMDAwMDEiLCJleHAiOjE3OTUxNjM0MDAsIm5iZiI6MTc5NTE2MTU5NX0.hKCEw7a8J7R-6auUOF5wIuJSQUVFPPTYL_xTtZ28FfQ',
  },
  {
    accessKey: 'kling-ak/second+vector',
    secretKey: 's3cr3t_with-symbols/=+',
    now: 1781080794,
    token:
      'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJrbGluZy1hay9zZWNvbmQrdmVjdG9yIiwiZXhwIjoxNzgxMDgyNTk0LCJuYmYiOjE3ODEwODA3ODl9.VZhvR9yDngySCUwYX-95GgRCXY3p6Z-aUwcHNOB3BwY',
  },
];

describe('klingToken', () => {
  it.each(VECTORS)('signs for $accessKey byte by byte', ({ accessKey, secretKey, now, token }) => {
    expect(klingToken(accessKey, secretKey, now)).toBe(token);
    expect(authorizationOf({ id: 'a', weight: 1, accessKey, secretKey }, now * 1000 + 999)).toBe(
      `Bearer ${token}`,
    );
  });

  it('sends an API key as it is', () => {
    expect(authorizationOf({ id: 'a', weight: 1, apiKey: 'key-1' }, 0)).toBe('Bearer key-1');
  });
});
