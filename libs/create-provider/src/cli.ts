import { existsSync, readdirSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { nameProblem, providerNames } from './provider-names';
import { writePackage } from './write-package';

export interface CliResult {
  readonly code: number;
  readonly text: string;
}

const USAGE = `Usage: create-provider <name> [folder]

  name     id of the provider: small letters, digits and hyphens, such as acme
  folder   where the package goes, default onereel-provider-<name>`;

/** `create-provider <name> [folder]`: writes a package or says why not. */
export function runCreateProvider(args: readonly string[], cwd: string): CliResult {
  if (args.includes('--help') || args.includes('-h')) return { code: 0, text: USAGE };
  const [name, where, ...rest] = args;
  if (name === undefined || rest.length > 0 || args.some((arg) => arg.startsWith('-'))) {
    return refusal(USAGE);
  }
  const problem = nameProblem(name);
  if (problem !== undefined) return refusal(problem);
  const folder = resolve(cwd, where ?? `onereel-provider-${name}`);
  const shown = relative(cwd, folder) || '.';
  const occupied = folderProblem(folder, shown);
  if (occupied !== undefined) return refusal(occupied);
  try {
    writePackage(folder, providerNames(name));
  } catch (error) {
    return refusal(`${shown} cannot be written: ${(error as Error).message}. Choose another folder.`);
  }
  return { code: 0, text: nextSteps(shown) };
}

const refusal = (text: string): CliResult => ({ code: 1, text });

function folderProblem(folder: string, shown: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  if (!statSync(folder).isDirectory()) {
    return `${shown} is a file. Name another folder as the second argument.`;
  }
  if (readdirSync(folder).length === 0) return undefined;
  return `${shown} exists and is not empty. Name another folder as the second argument, or remove it.`;
}

const nextSteps = (shown: string): string => `Wrote ${shown}. Next:

  cd ${shown}
  npm install
  npm test`;
