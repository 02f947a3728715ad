import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@onereel/core';
import { type ApiKey, createApiKey } from './api-key';
import type { ApiKeyRow, ApiKeyStore } from './api-key-store';
import type { SecretBox } from './secret-box';

interface Entry {
  readonly key: ApiKey;
  readonly digest: Buffer;
}

/** A revoked key stops working, and one made by another process starts to, after at most this long. */
const FRESH_MS = 5_000;
/** A key that is not known is looked for in the store at most this often. */
const RETRY_MS = 1_000;

/** `[id:]secret`; without an id one is derived, the same on every start. */
export function parseBootstrapKey(item: string): ApiKey {
  const [id, secret] = item.includes(':') ? item.split(':') : [undefined, item];
  return { id: id ?? `key_${createHash('sha256').update(secret).digest('hex').slice(0, 16)}`, secret };
}

/** The valid keys, in memory: those of the configuration and those of the store. */
export class ApiKeyRing {
  private readonly hashKey = randomBytes(32);
  private readonly bootstrap: readonly Entry[];
  private readonly opened = new Map<string, Entry>();
  private byDigest = new Map<string, Entry>();
  private byId = new Map<string, Entry>();
  private loadedAt = Number.NEGATIVE_INFINITY;
  private loading: Promise<void> | undefined;

  constructor(
    private readonly store: ApiKeyStore,
    private readonly box: SecretBox,
    private readonly clock: Clock,
    bootstrapKeys: readonly string[],
  ) {
    this.bootstrap = bootstrapKeys.map((item) => this.entry(parseBootstrapKey(item)));
  }

  /** The key whose secret this is. */
  async findBySecret(secret: string): Promise<ApiKey | undefined> {
    const digest = this.digest(secret);
    const name = digest.toString('base64');
    const found = await this.find(() => this.byDigest.get(name));
    return found && timingSafeEqual(found.digest, digest) ? found.key : undefined;
  }

  /** The key a signature names; the caller verifies the signature with its secret. */
  async findById(id: string): Promise<ApiKey | undefined> {
    return (await this.find(() => this.byId.get(id)))?.key;
  }

  /** Makes a first key when there is none at all; returns it only then. */
  async createFirst(): Promise<ApiKey | undefined> {
    await this.reload();
    return this.byId.size > 0 ? undefined : this.create('first');
  }

  /** Makes and stores a key. Its secret is not shown again. */
  async create(name: string): Promise<ApiKey> {
    const key = createApiKey();
    const sealedSecret = this.box.seal(key.secret, key.id);
    await this.store.insert({ id: key.id, name, sealedSecret, createdAt: this.clock.now(), revokedAt: null });
    await this.reload();
    return key;
  }

  private async find(look: () => Entry | undefined): Promise<Entry | undefined> {
    const age = this.clock.now() - this.loadedAt;
    if (age >= FRESH_MS) await this.reload();
    const found = look();
    if (found || age < RETRY_MS) return found;
    await this.reload();
    return look();
  }

  private reload(): Promise<void> {
    this.loading ??= this.load().finally(() => (this.loading = undefined));
    return this.loading;
  }

  private async load(): Promise<void> {
    const rows = await this.store.list();
    const valid = rows.filter((row) => row.revokedAt === null).map((row) => this.open(row));
    const entries = [...valid, ...this.bootstrap];
    this.byDigest = new Map(entries.map((entry) => [entry.digest.toString('base64'), entry]));
    this.byId = new Map(entries.map((entry) => [entry.key.id, entry]));
    this.loadedAt = this.clock.now();
  }

  private open(row: ApiKeyRow): Entry {
    const known = this.opened.get(row.sealedSecret);
    if (known) return known;
    const entry = this.entry({ id: row.id, secret: this.unseal(row) });
    this.opened.set(row.sealedSecret, entry);
    return entry;
  }

  private unseal(row: ApiKeyRow): string {
    try {
      return this.box.open(row.sealedSecret, row.id);
    } catch (cause) {
      throw new Error(
        `API key ${row.id} was stored with another secret key. Restore ONEREEL_SECRET_KEY (or secret.key in the data folder), or revoke it with: onereel keys revoke ${row.id}`,
        { cause },
      );
    }
  }

  private entry(key: ApiKey): Entry {
    return { key, digest: this.digest(key.secret) };
  }

  /** Keyed, so that what a lookup takes says nothing about stored secrets. */
  private digest(secret: string): Buffer {
    return createHmac('sha256', this.hashKey).update(secret).digest();
  }
}
