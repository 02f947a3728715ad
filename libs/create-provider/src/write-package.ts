import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { type ProviderNames, renamed } from './provider-names';

const MADE = new Set(['dist', 'node_modules', 'package-lock.json']);
/** Not in the template, because npm leaves files of this name out of packages. */
const GITIGNORE = 'node_modules/\ndist/\n';

/** Writes the template under other names into a folder that is missing or empty. Returns the paths written, relative to it. */
export function writePackage(folder: string, names: ProviderNames): readonly string[] {
  const template = templateFolder();
  const written = filesOf(template).map((file) => {
    const path = renamed(relative(template, file), names);
    write(join(folder, path), renamed(readFileSync(file, 'utf8'), names));
    return path;
  });
  write(join(folder, '.gitignore'), GITIGNORE);
  return [...written, '.gitignore'];
}

/** Inside a published package its own copy, in the repository the example. */
function templateFolder(): string {
  const copy = join(__dirname, '..', 'template');
  return existsSync(copy) ? copy : join(__dirname, '..', '..', '..', 'examples', 'provider-echo');
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !MADE.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesOf(path) : [path];
    });

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
