import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  defaultDraftsFolder,
  diagnoseFolder,
  installDraft,
  PROFILE_NAMES,
  type ProfileName,
  readFolder,
  rollBackDraft,
} from '@onereel/capcut-draft/cli';
import { readEnvironment } from '../config/environment';
import { type Command, UsageError } from './command';

type Findings = Readonly<ReturnType<typeof diagnoseFolder>>;

function print(findings: Findings): void {
  for (const { severity, at, problem, cure } of findings)
    console.log(`${severity} ${at}: ${problem}. ${cure}`);
}

export const draftInstall: Command = {
  name: 'draft install',
  usage: `<zip> [--app ${PROFILE_NAMES.join('|')}] [--drafts <folder>]`,
  summary: 'Put an exported draft where CapCut or JianYing finds it.',
  async run(args) {
    const { path, app, drafts } = installArguments(args);
    const environment = readEnvironment();
    const places = { home: homedir(), localAppData: environment.LOCALAPPDATA };
    const draftsFolder = resolve(drafts ?? defaultDraftsFolder(app, places));
    const { folder, findings } = await installDraft({ archive: resolve(path), draftsFolder });
    print(findings);
    console.log(`Installed in ${folder}\nonereel draft rollback "${folder}" takes it back.`);
    return 0;
  },
};

const HERE: ProfileName = process.platform === 'darwin' ? 'capcut-mac' : 'capcut-win';

function installArguments(args: readonly string[]): { path: string; app: ProfileName; drafts?: string } {
  const { values, positionals } = parsed(args);
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new UsageError('Name one zip.');
  const app = PROFILE_NAMES.find((name) => name === (values.app ?? HERE));
  if (app === undefined) throw new UsageError(`--app is one of ${PROFILE_NAMES.join(', ')}.`);
  return { path, app, drafts: values.drafts };
}

function parsed(args: readonly string[]) {
  try {
    const options = { app: { type: 'string' }, drafts: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export const draftDoctor: Command = {
  name: 'draft doctor',
  usage: '<folder>',
  summary: 'Say why an application would refuse a draft folder or show it black.',
  async run([folder, ...rest]) {
    if (folder === undefined || rest.length > 0) throw new UsageError('Name the folder of one draft.');
    const findings = diagnoseFolder(await readFolder(resolve(folder)));
    print(findings);
    if (findings.length === 0) console.log('Nothing is wrong with this draft.');
    return findings.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};

export const draftRollback: Command = {
  name: 'draft rollback',
  usage: '<folder> [--force]',
  summary: 'Take an installed draft back: its folder and its entry in the start window.',
  async run(args) {
    const { force, folder } = rollbackArguments(args);
    await rollBackDraft(resolve(folder), force);
    console.log(`${folder} is gone.`);
    return 0;
  },
};

function rollbackArguments(args: readonly string[]): { folder: string; force: boolean } {
  const force = args.includes('--force');
  const [folder, ...rest] = args.filter((word) => word !== '--force');
  if (folder === undefined || rest.length > 0 || folder.startsWith('-'))
    throw new UsageError('Name the folder of one draft.');
  return { folder, force };
}
