import { readEnvironment } from '../config/environment';
import type { Command } from './command';

/** Loaded when it is needed: the server is most of the code, and no other command should wait for it. */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const server = (): typeof import('../serve') => require('../serve') as typeof import('../serve');

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Run the server until it is told to stop.',
  run: () => server().serve(readEnvironment()),
};
