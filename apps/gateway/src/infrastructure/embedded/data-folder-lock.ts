import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';

export interface DataFolderLock {
  release(): void;
}

/**
 * Makes this process the only server on a data folder; `undefined` when another one has it. The lock is the operating
 * system's, held through an SQLite file, so that it ends with the process, however that ends.
 */
export function lockDataFolder(folder: string): DataFolderLock | undefined {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new Libsql(join(folder, 'server.lock'));
  try {
    file.exec('PRAGMA busy_timeout = 0');
    file.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    file.close();
    if ((error as { code?: unknown }).code === 'SQLITE_BUSY') return undefined;
    throw error;
  }
  return { release: () => void file.close() };
}
