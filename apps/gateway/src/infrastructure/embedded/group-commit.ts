import { GatewayError } from '@onereel/core';

/** The part of a synchronous SQLite connection that transactions need. */
export interface TransactionalConnection {
  exec(sql: string): unknown;
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

  constructor(private readonly connection: TransactionalConnection) {}

  /** `work` must be synchronous; when it throws, it must not have written anything yet. */
  run<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.entries.length === 0) setImmediate(() => this.flush());
      this.entries.push({ work, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Commits what waits, now. */
  flush(): void {
    const entries = this.entries;
    if (entries.length === 0) return;
    this.entries = [];
    const settle: (() => void)[] = [];
    try {
      this.connection.exec('BEGIN IMMEDIATE');
      for (const entry of entries) settle.push(perform(entry));
      this.connection.exec('COMMIT');
    } catch (error) {
      this.rollBack();
      for (const entry of entries) entry.reject(storageFailed(error));
      return;
    }
    for (const done of settle) done();
  }

  private rollBack(): void {
    try {
      this.connection.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back by itself, e.g. when the disk is full.
    }
  }
}

function perform(entry: Entry): () => void {
  try {
    const value = entry.work();
    return () => entry.resolve(value);
  } catch (error) {
    const reason = GatewayError.isInstance(error) ? error : storageFailed(error);
    return () => entry.reject(reason);
  }
}

export const storageFailed = (cause: unknown): GatewayError =>
  new GatewayError('storage_failed', {
    message: `The task database could not be used: ${cause instanceof Error ? cause.message : String(cause)}`,
    cause,
  });
