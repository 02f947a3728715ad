import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type CompiledQuery, Kysely, Migrator, SqliteDialect, type SqliteDatabase as Driver } from 'kysely';
import Libsql from 'libsql';
import type { GatewaySchema } from '../sql/gateway-schema';
import { MIGRATIONS } from '../sql/migrations';
import { GroupCommit, storageFailed } from './group-commit';

/** What this adapter uses of a prepared statement. */
interface Statement {
  all(...parameters: readonly unknown[]): unknown[];
  run(...parameters: readonly unknown[]): { changes: number };
}

const PRAGMAS = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'busy_timeout = 5000',
  'foreign_keys = ON',
  'cache_size = -16000',
  'wal_autocheckpoint = 4000',
  // What a row no longer holds, such as the signature of a link, is not left behind in the file.
  'secure_delete = ON',
];
/** Statements kept prepared; the adapters have a fixed set, list filters add a few. */
const MAX_PREPARED = 200;

/**
 * One SQLite file, one synchronous connection. Kysely builds the SQL and runs the migrations; statements are prepared once
 * and run directly, because its asynchronous driver would put every write into a transaction of its own.
 */
export class SqliteDatabase {
  private readonly prepared = new Map<string, Statement>();
  private readonly commits: GroupCommit;
  private closed = false;

  private constructor(
    private readonly driver: Libsql.Database,
    /** Builds queries; run them with `all` and `run`. */
    readonly query: Kysely<GatewaySchema>,
  ) {
    this.commits = new GroupCommit(driver);
  }

  /** Opens or creates the file and brings its tables up to date. Throws `storage_failed`. */
  static async open(path: string): Promise<SqliteDatabase> {
    try {
      mkdirSync(dirname(path), { recursive: true });
      const driver = new Libsql(path);
      for (const pragma of PRAGMAS) driver.exec(`PRAGMA ${pragma}`);
      const query = new Kysely<GatewaySchema>({
        dialect: new SqliteDialect({ database: driver as unknown as Driver }),
      });
      await migrate(query);
      return new SqliteDatabase(driver, query);
    } catch (error) {
      throw storageFailed(error);
    }
  }

  /** Rows of a prepared statement. */
  rows<Row>(sql: string, ...parameters: readonly unknown[]): Row[] {
    return this.statement(sql).all(...parameters) as Row[];
  }

  /** Rows of a query built with `query`. */
  all<Row>(compiled: CompiledQuery<Row>): Row[] {
    return this.rows<Row>(compiled.sql, ...compiled.parameters);
  }

  /** Only inside `write`. Returns the number of changed rows. */
  run(sql: string, ...parameters: readonly unknown[]): number {
    return this.statement(sql).run(...parameters).changes;
  }

  /** Runs synchronous work in the transaction of this event-loop turn; resolves when it is on disk. */
  write<T>(work: () => T): Promise<T> {
    return this.commits.run(work);
  }

  /** Runs synchronous reads; driver errors become `storage_failed`, and callers always get a promise. */
  read<T>(work: () => T): Promise<T> {
    try {
      return Promise.resolve(work());
    } catch (error) {
      return Promise.reject(storageFailed(error));
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.commits.close();
    // The log beside the file still holds former versions of rows.
    this.rows('PRAGMA wal_checkpoint(TRUNCATE)');
    this.closed = true;
    this.prepared.clear();
    await this.query.destroy();
    if (this.driver.open) this.driver.close();
  }

  private statement(sql: string): Statement {
    if (this.closed) throw new Error('it is closed');
    const known = this.prepared.get(sql);
    if (known !== undefined) return known;
    if (this.prepared.size >= MAX_PREPARED) this.prepared.clear();
    const statement = this.driver.prepare(sql) as unknown as Statement;
    this.prepared.set(sql, statement);
    return statement;
  }
}

async function migrate(query: Kysely<GatewaySchema>): Promise<void> {
  const migrator = new Migrator({
    db: query,
    provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
