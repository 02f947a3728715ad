import { ConfigError } from '../config/gateway-config';
import { PluginLoadError } from '../plugins/plugin-problem';
import { checkConfig } from './check-config';
import { type Command, UsageError } from './command';
import { draftDoctor, draftInstall, draftRollback } from './draft-folders';
import { inspect, makeStandins, render } from './drafts';
import { keysCreate, keysList, keysRevoke } from './keys';
import { serveCommand } from './serve-command';
import { versionCommand } from './version-command';

export const COMMANDS: readonly Command[] = [
  serveCommand,
  checkConfig,
  keysCreate,
  keysList,
  keysRevoke,
  render,
  inspect,
  makeStandins,
  draftInstall,
  draftDoctor,
  draftRollback,
  versionCommand,
];

/** Finds the command by its words and runs it. */
export async function runCommand(commands: readonly Command[], words: readonly string[]): Promise<number> {
  if (words.length === 0 || ['help', '--help', '-h'].includes(words[0])) {
    console.log(help(commands));
    return words.length === 0 ? 2 : 0;
  }
  const aliased = ['--version', '-v'].includes(words[0]) ? ['version'] : words;
  const command = commands.find(({ name }) =>
    name.split(' ').every((word, index) => aliased[index] === word),
  );
  if (!command) {
    console.error(`There is no command "${aliased.slice(0, 2).join(' ')}".\n\n${help(commands)}`);
    return 2;
  }
  try {
    return await command.run(aliased.slice(command.name.split(' ').length));
  } catch (error) {
    console.error(describe(error, command));
    return error instanceof UsageError ? 2 : 1;
  }
}

function describe(error: unknown, command: Command): string {
  if (error instanceof UsageError) return `${error.message}\nUsage: ${usage(command)}`;
  if (error instanceof ConfigError || error instanceof PluginLoadError) return error.message;
  return error instanceof Error ? error.message : String(error);
}

const usage = ({ name, usage: rest }: Command): string => `onereel ${name}${rest ? ` ${rest}` : ''}`;

function help(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => usage(command).length));
  return [
    'OneReel: one API over every video model, and the edit after it.',
    '',
    ...commands.map((command) => `  ${usage(command).padEnd(width)}  ${command.summary}`),
  ].join('\n');
}
