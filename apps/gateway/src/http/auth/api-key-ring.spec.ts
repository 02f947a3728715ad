import { randomBytes } from 'node:crypto';
import { createApiKey } from './api-key';
import { ApiKeyRing, parseBootstrapKey } from './api-key-ring';
import type { ApiKeyRow, ApiKeyStore } from './api-key-store';
import { SecretBox } from './secret-box';

class MemoryStore implements ApiKeyStore {
  rows: ApiKeyRow[] = [];
  reads = 0;

  list(): Promise<readonly ApiKeyRow[]> {
    this.reads += 1;
    return Promise.resolve([...this.rows]);
  }

  insert(row: ApiKeyRow): Promise<void> {
    this.rows.push(row);
    return Promise.resolve();
  }

  revoke(id: string, now: number): Promise<boolean> {
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, revokedAt: now } : row));
    return Promise.resolve(true);
  }
}

const set = (bootstrap: string[] = [], key = randomBytes(32)) => {
  const store = new MemoryStore();
  const clock = { time: 0, now: () => clock.time };
  const box = new SecretBox(key);
  const ring = (): ApiKeyRing => new ApiKeyRing(store, box, clock, bootstrap);
  return { store, clock, ring };
};

describe('ApiKeyRing', () => {
  it('knows a key by its secret and by its id', async () => {
    const { ring } = set();
    const keys = ring();
    const key = await keys.create('a');
    expect(await keys.findBySecret(key.secret)).toEqual(key);
    expect(await keys.findById(key.id)).toEqual(key);
    expect(await keys.findBySecret(key.id)).toBeUndefined();
    expect(await keys.findBySecret('')).toBeUndefined();
  });

  it('stores no secret in the clear', async () => {
    const { store, ring } = set();
    const key = await ring().create('a');
    expect(JSON.stringify(store.rows)).not.toContain(key.secret);
  });

  it('reads the store every few seconds, not on every request', async () => {
    const { store, clock, ring } = set(['a-bootstrap-secret-1']);
    const keys = ring();
    for (let index = 0; index < 50; index += 1) await keys.findBySecret('a-bootstrap-secret-1');
    expect(store.reads).toBe(1);
    clock.time += 5_000;
    await keys.findBySecret('a-bootstrap-secret-1');
    expect(store.reads).toBe(2);
  });

  it('looks once a second for a key it does not know', async () => {
    const { store, clock, ring } = set();
    const mine = ring();
    const elsewhere = ring();
    await mine.findBySecret('x');
    const key = await elsewhere.create('made by another process');
    const before = store.reads;
    expect(await mine.findBySecret(key.secret)).toBeUndefined();
    expect(store.reads).toBe(before);
    clock.time += 1_000;
    expect(await mine.findBySecret(key.secret)).toEqual(key);
  });

  it('forgets a revoked key within five seconds', async () => {
    const { store, clock, ring } = set();
    const keys = ring();
    const key = await keys.create('a');
    await store.revoke(key.id, 1);
    clock.time += 5_000;
    expect(await keys.findBySecret(key.secret)).toBeUndefined();
    expect(await keys.findById(key.id)).toBeUndefined();
  });

  it('makes a first key only where there is none', async () => {
    const { ring } = set();
    expect(await ring().createFirst()).toBeDefined();
    expect(await ring().createFirst()).toBeUndefined();
    expect(await set(['a-bootstrap-secret-1']).ring().createFirst()).toBeUndefined();
  });

  it('says what to do when keys were stored with another secret key', async () => {
    const { store, ring } = set();
    const { id } = await ring().create('a');
    const box = new SecretBox(randomBytes(32));
    const other = new ApiKeyRing(store, box, { now: () => 0 }, []);
    await expect(other.findById(id)).rejects.toThrow(
      new RegExp(`API key ${id} was stored with another secret key`),
    );
  });

  it('refuses a row whose secret was moved to another id', async () => {
    const { store, ring } = set();
    await ring().create('a');
    store.rows[0] = { ...store.rows[0], id: 'orOther' };
    await expect(ring().findById('orOther')).rejects.toThrow(/orOther/);
  });
});

describe('keys', () => {
  it('are made of letters and digits, never twice the same', () => {
    const made = Array.from({ length: 50 }, createApiKey);
    expect(made.every(({ id, secret }) => /^or\w{18}$/.test(id) && /^sk-[A-Za-z0-9]{40}$/.test(secret))).toBe(
      true,
    );
    expect(new Set(made.flatMap(({ id, secret }) => [id, secret])).size).toBe(100);
  });

  it('of the configuration have an id, given or derived', () => {
    expect(parseBootstrapKey('me:sk-1234567890123456')).toEqual({ id: 'me', secret: 'sk-1234567890123456' });
    const { id } = parseBootstrapKey('sk-1234567890123456');
    expect(id).toMatch(/^key_[0-9a-f]{16}$/);
    expect(parseBootstrapKey('sk-1234567890123456').id).toBe(id);
  });
});
