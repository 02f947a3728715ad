import { readFileSync } from 'node:fs';
import { request as rawRequest } from 'node:http';
import { join } from 'node:path';
import { ConfigError } from '../../apps/gateway/src/config/gateway-config';
import { createGatewayApp } from '../../apps/gateway/src/create-gateway-app';
import { ApiKeyRing } from '../../apps/gateway/src/http/auth/api-key-ring';
import { OTHER_KEY, TEST_KEY, type TestGateway, startTestGateway } from './test-gateway';

/** `fetch` refuses to set Host and Origin. */
function statusWith(gateway: TestGateway, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    rawRequest(`${gateway.url}/v1/models`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

describe('API keys', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.close());

  it.each([
    ['no key', ''],
    ['a wrong key', 'Bearer sk-wrong000000000000'],
    ['the id instead of the secret', 'Bearer tester'],
    ['a prefix of a key', `Bearer ${TEST_KEY.slice(0, -1)}`],
    ['another scheme', `Basic ${Buffer.from(`tester:${TEST_KEY}`).toString('base64')}`],
  ])('refuses %s', async (_name, authorization) => {
    const response = await gateway.fetch('/v1/models', { headers: { authorization } });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="onereel"');
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({
      error: { type: 'authentication_error', code: 'authentication_failed', param: null },
      code: 'authentication_failed',
      data: null,
    });
  });

  it.each([TEST_KEY, OTHER_KEY])('accepts a listed key', async (key) => {
    const response = await gateway.fetch('/v1/models', { headers: { authorization: `bearer ${key}` } });
    expect(response.status).toBe(200);
  });

  it('accepts a key made while it runs', async () => {
    const { secret } = await gateway.app.get(ApiKeyRing).create('made by a test');
    const response = await gateway.fetch('/v1/models', { headers: { authorization: `Bearer ${secret}` } });
    expect(response.status).toBe(200);
  });

  it('keeps the secret out of the database and of the log', async () => {
    const key = await gateway.app.get(ApiKeyRing).create('sealed');
    await gateway.fetch('/v1/models', { headers: { authorization: `Bearer ${key.secret}` } });
    await gateway.fetch(`/nowhere?api_key=${key.secret}&sig=${key.secret}&prompt=sea`);
    for (const file of ['onereel.db', 'onereel.db-wal']) {
      expect(readFileSync(join(gateway.dataDir, file), 'latin1')).not.toContain(key.secret);
    }
    expect(gateway.logged()).not.toContain(key.secret);
    expect(gateway.logged()).toContain('/nowhere?api_key=[redacted]&sig=[redacted]&prompt=sea');
  });

  it('makes a first key only where there is none', async () => {
    expect(await gateway.app.get(ApiKeyRing).createFirst()).toBeUndefined();
  });
});

describe('a public route that knows owners', () => {
  let gateway: TestGateway;
  afterEach(() => gateway.close());

  const listed = async (headers: Record<string, string>): Promise<number> => {
    const draft = await gateway.fetch('/openapi/capcut-mate/v1/create_draft', {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    const { draft_id: id } = (await draft.json()) as { draft_id: string };
    return (await gateway.fetch(`/openapi/capcut-mate/v1/get_draft?draft_id=${id}`, { headers })).status;
  };

  it.each([
    ['the owner', `Bearer ${TEST_KEY}`, 200],
    ['another caller', `Bearer ${OTHER_KEY}`, 404],
    ['somebody with a wrong key', 'Bearer sk-wrong000000000000', 401],
    ['nobody', '', 401],
  ])('answers %s', async (_name, authorization, status) => {
    gateway = await startTestGateway();
    expect(await listed({ authorization })).toBe(status);
  });

  it('ignores wrong keys where they do not matter', async () => {
    gateway = await startTestGateway({ wrongKeysPerMinute: 1 });
    const headers = { authorization: 'Bearer sk-wrong000000000000' };
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await gateway.fetch('/health/live', { headers })).status);
    expect(statuses).toEqual([200, 200, 200]);
  });

  it('knows everybody of this machine as the owner without API keys', async () => {
    gateway = await startTestGateway({ auth: 'none' });
    expect(await listed({ authorization: '' })).toBe(200);
  });
});

describe('without API keys', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ auth: 'none', corsOrigins: ['http://localhost:5173'] });
  });
  afterAll(() => gateway.close());

  it('answers everybody on this machine', async () => {
    expect((await gateway.fetch('/v1/models', { headers: { authorization: '' } })).status).toBe(200);
  });

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a name that was pointed here', { host: 'evil.example' }, 403],
    ['a listed page', { origin: 'http://localhost:5173' }, 200],
    ['another loopback name', { host: 'localhost:1234' }, 200],
  ])('answers %s with what it deserves', async (_name, headers, status) => {
    expect(await statusWith(gateway, headers)).toBe(status);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'gateway.internal'])('is refused on %s', async (HOST) => {
    const starting = createGatewayApp({ environment: { ONEREEL_AUTH: 'none', HOST } });
    await expect(starting).rejects.toThrow(ConfigError);
    await expect(starting).rejects.toThrow(/ONEREEL_AUTH=none is refused while HOST is/);
  });
});

describe('wrong keys', () => {
  it('are limited per address, and none is looked at after too many', async () => {
    const gateway = await startTestGateway({ wrongKeysPerMinute: 3, trustProxy: 'loopback' });
    const status = async (key: string, address: string): Promise<number> => {
      const headers = { authorization: key && `Bearer ${key}`, 'x-forwarded-for': address };
      return (await gateway.fetch('/v1/models', { headers })).status;
    };
    try {
      expect(await status('', '192.0.2.1')).toBe(401);
      const tries: number[] = [];
      for (let index = 0; index < 4; index += 1) tries.push(await status('sk-guess', '192.0.2.1'));
      expect(tries).toEqual([401, 401, 401, 429]);
      expect(await status(TEST_KEY, '192.0.2.1')).toBe(429);
      expect(await status(TEST_KEY, '192.0.2.2')).toBe(200);
      const headers = { authorization: 'Bearer sk-guess', 'x-forwarded-for': '192.0.2.1' };
      const refused = await gateway.fetch('/v1/models', { headers });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(await refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
    } finally {
      await gateway.close();
    }
  });
});

describe('rate limit', () => {
  it('is counted per key and says when to come back', async () => {
    const gateway = await startTestGateway({ rateLimitPerMinute: 3 });
    try {
      const statuses: number[] = [];
      for (let index = 0; index < 4; index += 1) statuses.push((await gateway.fetch('/v1/models')).status);
      expect(statuses).toEqual([200, 200, 200, 429]);
      const refused = await gateway.fetch('/v1/models');
      expect(refused.status).toBe(429);
      const wait = Number(refused.headers.get('retry-after'));
      expect(wait).toBeGreaterThanOrEqual(1);
      expect(wait).toBeLessThanOrEqual(20);
      expect(refused.headers.get('x-should-retry')).toBe('true');
      expect(await refused.json()).toMatchObject({ error: { code: 'rate_limited' } });
      const headers = { authorization: `Bearer ${OTHER_KEY}` };
      expect((await gateway.fetch('/v1/models', { headers })).status).toBe(200);
      expect((await gateway.fetch('/health/live', { headers: { authorization: '' } })).status).toBe(200);
    } finally {
      await gateway.close();
    }
  });
});
