import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'dotenv';
import type { Environment } from './gateway-config';

/**
 * The process environment over the `.env` file of a folder: the only place that reads either. Nothing is written back, so child
 * processes do not inherit what stands in the file.
 */
export function readEnvironment(folder: string = process.cwd()): Environment {
  return { ...readDotenv(join(folder, '.env')), ...process.env };
}

/** What is in a file that a setting names; `undefined` when it cannot be read. */
export function readSettingFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function readDotenv(path: string): Environment {
  try {
    return parse(readFileSync(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return {};
    throw new Error(`${path} cannot be read (${code ?? 'unknown reason'}).`, { cause: error });
  }
}
