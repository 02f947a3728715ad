import { GatewayError } from '@onereel/core';

/** The part of a synchronous SQLite connection that transactions need. */
export interface TransactionalConnection {
  prepare(sql: string): { run(): unknown };
  readonly inTransaction: boolean;
}

interface Entry {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Puts all writes of one turn of the event loop into one transaction, so that a thousand callers share one disk flush and
 * `synchronous=FULL` costs about as much as NORMAL. A caller's promise resolves after the commit.
 */
export class GroupCommit {
  private entries: Entry[] = [];
  private closed = false;
  private readonly begin: () => unknown;
  private readonly commit: () => unknown;
  private readonly rollback: () => unknown;

  constructor(private readonly connection: TransactionalConnection) {
    const prepared = (sql: string): (() => unknown) => {
      const statement = connection.prepare(sql);
      return () => statement.run();
    };
    this.begin = prepared('BEGIN IMMEDIATE');
    this.commit = prepared('COMMIT');
    this.rollback = prepared('ROLLBACK');
  }

  /** `work` must be synchronous; when it throws, it must not have written anything yet. */
  run<T>(work: () => T): Promise<T> {
    if (this.closed) return Promise.reject(storageFailed('it is closed'));
    return new Promise<T>((resolve, reject) => {
      if (this.entries.length === 0) setImmediate(() => this.flush());
      this.entries.push({ work, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Commits what waits and refuses everything after it: the driver ends the process when a closed connection is used. */
  close(): void {
    this.flush();
    this.closed = true;
  }

  /** Commits what waits, now. */
  flush(): void {
    const entries = this.entries;
    if (entries.length === 0) return;
    this.entries = [];
    const settle: (() => void)[] = [];
    try {
      this.begin();
      for (const entry of entries) settle.push(this.perform(entry));
      this.commit();
    } catch (error) {
      this.rollBack();
      for (const entry of entries) entry.reject(storageFailed(error));
      return;
    }
    for (const done of settle) done();
  }

  private perform({ work, resolve, reject }: Entry): () => void {
    try {
      const value = work();
      return () => resolve(value);
    } catch (error) {
      // SQLite has ended the transaction on its own, e.g. because the disk is full: what follows would be written alone.
      if (!this.connection.inTransaction) throw error;
      const reason = GatewayError.isInstance(error) ? error : storageFailed(error);
      return () => reject(reason);
    }
  }

  private rollBack(): void {
    try {
      this.rollback();
    } catch {
      // Already done by SQLite itself.
    }
  }
}

export const storageFailed = (cause: unknown): GatewayError =>
  new GatewayError('storage_failed', {
    message: `The task database could not be used: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  });
