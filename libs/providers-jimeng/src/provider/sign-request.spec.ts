import { signRequest, SigningKeys, UnsignedRequest } from './sign-request';

/* Results of the vendor's own client for keys that exist nowhere. */

const KEYS: SigningKeys = {
  accessKey: 'AKLTtestvectoraccesskeyid0000000001',
  secretKey: 'dGVzdC12ZWN0b3Itc2VjcmV0LWtleS1ub3QtcmVhbA==',
};
const TEMPORARY: SigningKeys = {
  accessKey: 'AKTPtestvectortemporarykey',
  secretKey: 'dGVtcG9yYXJ5LXNlY3JldA==',
  sessionToken: 'STSeyJ0ZXN0IjoidG9rZW4ifQ==.c2lnbmF0dXJl',
};
const HOST = { Host: 'visual.volcengineapi.com' };
const I2V = JSON.stringify({
  req_key: 'jimeng_i2v_first_v30_1080',
  prompt: '镜头缓慢推近，雨夜霓虹 🌧️ café',
  image_urls: ['https://assets.example.test/first frame.png?x=1&y=2'],
  seed: 42,
  frames: 241,
});
const request = (time: string, body: string, more: Partial<UnsignedRequest> = {}): UnsignedRequest => ({
  method: 'POST',
  path: '/',
  query: { Action: 'CVSync2AsyncSubmitTask', Version: '2022-08-31' },
  headers: {},
  body,
  region: 'cn-north-1',
  service: 'cv',
  now: Date.parse(time),
  ...more,
});

const T2V = request(
  '2026-11-20T08:00:00.000Z',
  JSON.stringify({
    req_key: 'jimeng_t2v_v30',
    prompt: 'A paper boat drifts down a rainy gutter at dusk',
    seed: -1,
    frames: 121,
    aspect_ratio: '16:9',
  }),
);

const VECTORS: readonly [string, UnsignedRequest, SigningKeys, string][] = [
  [
    'no header but its own',
    T2V,
    KEYS,
    'HMAC-SHA256 Credential=AKLTtestvectoraccesskeyid0000000001/20261120/cn-north-1/cv/request, SignedHeaders=x-content-sha256;x-date, Signature=9be704a11a333513e4c723db7cea2f08785b3006fe28f714cde51624ec5f005b',
  ],
  [
    'the host, and a body that is not ASCII',
    request('2026-12-31T23:59:59.999Z', I2V, { headers: HOST }),
    KEYS,
    'HMAC-SHA256 Credential=AKLTtestvectoraccesskeyid0000000001/20261231/cn-north-1/cv/request, SignedHeaders=host;x-content-sha256;x-date, Signature=b623e0d27b1e592bf0b746823092ffa78ca630945b25e7a8615960b5edcf9e07',
  ],
  [
    'temporary credentials',
    request(
      '2026-01-02T03:04:05.000Z',
      JSON.stringify({
        req_key: 'jimeng_ti2v_v30_pro',
        task_id: '7392616336519610409',
        req_json: JSON.stringify({
          aigc_meta: {
            content_producer: 'gateway',
            producer_id: 'job_01',
            content_propagator: 'gateway',
            propagate_id: 'job_01',
          },
        }),
      }),
      { headers: HOST, query: { Action: 'CVSync2AsyncGetResult', Version: '2022-08-31' } },
    ),
    TEMPORARY,
    'HMAC-SHA256 Credential=AKTPtestvectortemporarykey/20260102/cn-north-1/cv/request, SignedHeaders=host;x-content-sha256;x-date;x-security-token, Signature=93710c2e885a4d08e4e236ee74a7872d61d091d1472e3edfd3bf5d8b5b2a1c8c',
  ],
  [
    'the content type, as several hand-written clients do',
    request('2026-12-31T23:59:59.999Z', I2V, { headers: { ...HOST, 'Content-Type': 'application/json' } }),
    KEYS,
    'HMAC-SHA256 Credential=AKLTtestvectoraccesskeyid0000000001/20261231/cn-north-1/cv/request, SignedHeaders=content-type;host;x-content-sha256;x-date, Signature=bdb8c3e820fe6771c7bc5445700cc11fa365e6567162c35d59f7b3bd42aadad6',
  ],
];

describe('signRequest', () => {
  it.each(VECTORS)('signs %s', (_name, unsigned, keys, authorization) => {
    expect(signRequest(unsigned, keys).Authorization).toBe(authorization);
  });

  it('returns every header that it signed', () => {
    expect(signRequest(VECTORS[2][1], TEMPORARY)).toEqual({
      ...HOST,
      'X-Date': '20260102T030405Z',
      'X-Security-Token': TEMPORARY.sessionToken,
      'X-Content-Sha256': '9fe4540ba0b4539d68eabd6a75bfe0c3a13a2e79d87110052a2b0196e7c43b47',
      Authorization: VECTORS[2][3],
    });
  });

  it('does not take the secret for one of another cloud, which gets a prefix', () => {
    const prefixed = signRequest(T2V, { ...KEYS, secretKey: `AWS4${KEYS.secretKey}` }).Authorization;
    expect(prefixed).toContain('ea307ca4dc4bb362955e2c3b5a8aab0172e61ec81cece39f82552aaa324c4a5b');
    expect(prefixed).not.toBe(VECTORS[0][3]);
  });

  it('escapes a query strictly and sorts it by name', () => {
    const signature = (query: Record<string, string>): string =>
      signRequest({ ...T2V, query }, KEYS).Authorization;
    expect(signature({ b: "it's (1*2)!", a: 'ä b+c' })).toBe(signature({ a: 'ä b+c', b: "it's (1*2)!" }));
    expect(signature({ a: '1' })).not.toBe(signature({ a: '2' }));
  });
});
