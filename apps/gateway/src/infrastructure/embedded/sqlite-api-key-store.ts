import type { ApiKeyRow, ApiKeyStore } from '../../http/auth/api-key-store';
import { storageFailed } from './group-commit';
import type { SqliteDatabase } from './sqlite-database';

interface Row {
  id: string;
  name: string;
  sealed_secret: string;
  created_at: number;
  revoked_at: number | null;
}

/** API keys beside the tasks, in the same file. */
export class SqliteApiKeyStore implements ApiKeyStore {
  constructor(private readonly db: SqliteDatabase) {}

  list(): Promise<readonly ApiKeyRow[]> {
    try {
      return Promise.resolve(
        this.db.rows<Row>('select * from api_keys order by created_at, id').map(fromRow),
      );
    } catch (error) {
      return Promise.reject(storageFailed(error));
    }
  }

  async insert({ id, name, sealedSecret, createdAt, revokedAt }: ApiKeyRow): Promise<void> {
    const sql =
      'insert into api_keys (id, name, sealed_secret, created_at, revoked_at) values (?, ?, ?, ?, ?)';
    await this.db.write(() => this.db.run(sql, id, name, sealedSecret, createdAt, revokedAt));
  }

  async revoke(id: string, now: number): Promise<boolean> {
    const sql = 'update api_keys set revoked_at = ? where id = ? and revoked_at is null';
    return (await this.db.write(() => this.db.run(sql, now, id))) === 1;
  }
}

const fromRow = (row: Row): ApiKeyRow => ({
  id: row.id,
  name: row.name,
  sealedSecret: row.sealed_secret,
  createdAt: row.created_at,
  revokedAt: row.revoked_at,
});
