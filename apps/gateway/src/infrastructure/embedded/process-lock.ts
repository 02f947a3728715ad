import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { GatewayError } from '@onereel/core';
import Libsql from 'libsql';

/**
 * At most one process holds it. The lock is the one SQLite takes on a file of its own, so the system releases it when the process
 * dies, however it dies.
 */
export class ProcessLock {
  private holder?: Libsql.Database;

  constructor(private readonly path: string) {}

  /** Throws `service_busy` while another process, or another holder in this one, has it. */
  acquire(): void {
    mkdirSync(dirname(this.path), { recursive: true });
    const holder = new Libsql(this.path);
    try {
      holder.exec('PRAGMA locking_mode = EXCLUSIVE');
      holder.exec('BEGIN EXCLUSIVE');
      this.holder = holder;
    } catch (cause) {
      holder.close();
      throw new GatewayError('service_busy', {
        message: `Another OneReel process runs on the data folder ${dirname(this.path)}. Stop it, or set ONEREEL_DATA_DIR to another folder.`,
        cause,
      });
    }
  }

  release(): void {
    this.holder?.close();
    this.holder = undefined;
  }
}
