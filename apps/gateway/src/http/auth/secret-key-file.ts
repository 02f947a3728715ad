import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSecretKey } from '../../config/secret-key';

/** The gateway's own key: the configured one, or else `secret.key` of the data folder, made on first use and readable by its owner only. */
export function loadSecretKey(configured: Buffer | undefined, dataDir: string): Buffer {
  if (configured) return configured;
  const path = join(dataDir, 'secret.key');
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    return parseSecretKey(readFileSync(path, 'utf8').trim());
  } catch (cause) {
    throw new Error(
      `${path} is damaged or not readable. Restore it from a backup, or delete it and create new API keys.`,
      { cause },
    );
  }
}
