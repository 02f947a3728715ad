import { createRequire } from 'node:module';
import { isAbsolute, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PluginProblem } from './plugin-problem';

export type ImportResult =
  | { readonly ok: true; readonly exports: Record<string, unknown> }
  | { readonly ok: false; readonly problem: PluginProblem };

const ABSENT = new Set(['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND']);

/**
 * Imports a provider package by npm name, from the gateway's own packages or else from those of `folder`, or by a path relative
 * to `folder`. Tells apart: not installed, a dependency of it missing, threw while loading.
 */
export async function importPlugin(packageName: string, folder: string): Promise<ImportResult> {
  const isPath = packageName.startsWith('.') || isAbsolute(packageName);
  try {
    const exports = isPath
      ? await importFile(resolve(folder, packageName))
      : await importByName(packageName, folder);
    return { ok: true, exports };
  } catch (error) {
    return { ok: false, problem: explain(packageName, isPath, error) };
  }
}

async function importByName(packageName: string, folder: string): Promise<Record<string, unknown>> {
  try {
    return (await import(packageName)) as Record<string, unknown>;
  } catch (error) {
    if (!isItself(packageName, missingModule(error))) throw error;
    const here = createRequire(join(folder, 'package.json'));
    let path: string;
    try {
      path = here.resolve(packageName);
    } catch (lookup) {
      throw missingModule(lookup) === undefined ? lookup : error;
    }
    return importFile(path);
  }
}

async function importFile(path: string): Promise<Record<string, unknown>> {
  const file = createRequire(join(path, 'package.json')).resolve(path);
  return (await import(pathToFileURL(file).href)) as Record<string, unknown>;
}

/** The name of the module an import could not find; `undefined` for every other failure. */
export function missingModule(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, message } = error as NodeJS.ErrnoException;
  if (!ABSENT.has(code ?? '')) return undefined;
  return /Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1];
}

/** Subpaths (`package/provider`) are reported by their package's name. */
const isItself = (packageName: string, missing: string | undefined): boolean =>
  missing !== undefined && (packageName === missing || packageName.startsWith(`${missing}/`));

function explain(packageName: string, isPath: boolean, error: unknown): PluginProblem {
  const missing = missingModule(error);
  const { message: text } = error instanceof Error ? error : new Error(String(error));
  const firstLine = text.split('\n')[0];
  if (missing === undefined) {
    return {
      kind: 'threw_on_load',
      packageName,
      message: `${packageName} failed while loading: ${firstLine}. Update the package or remove it from ONEREEL_PROVIDERS.`,
      cause: error,
    };
  }
  if (isItself(packageName, missing) || (isPath && missing.includes(packageName.replace(/^\.\//, '')))) {
    const cure = isPath ? 'Correct the path' : `Install it with: npm install ${packageName}`;
    return {
      kind: 'not_installed',
      packageName,
      message: `${packageName} is not installed. ${cure}, or remove it from ONEREEL_PROVIDERS.`,
      cause: error,
    };
  }
  return {
    kind: 'dependency_missing',
    packageName,
    message: `${packageName} is installed, but "${missing}", which it needs, is not. Install it with: npm install ${missing}`,
    cause: error,
  };
}
