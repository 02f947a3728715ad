/** A stored key; the secret is sealed and opened elsewhere. */
export interface ApiKeyRow {
  readonly id: string;
  /** What the operator calls it. */
  readonly name: string;
  readonly sealedSecret: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** Where API keys are kept. Failures throw `storage_failed`. */
export interface ApiKeyStore {
  /** Revoked ones included, oldest first. */
  list(): Promise<readonly ApiKeyRow[]>;
  insert(row: ApiKeyRow): Promise<void>;
  /** False when there is no such key, or it was revoked before. */
  revoke(id: string, now: number): Promise<boolean>;
}

export const API_KEY_STORE = Symbol.for('onereel.api-key-store');
