import { rename, writeFile } from 'node:fs/promises';

/** Never leaves half a file: written beside it and renamed. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const part = `${path}.onereel-part`;
  await writeFile(part, text);
  await rename(part, path);
}

/** A path as the applications write it. */
export function slashes(path: string): string {
  return path.replace(/\\/g, '/');
}
