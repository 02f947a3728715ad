import { VERSION } from '../version';
import type { Command } from './command';

export const versionCommand: Command = {
  name: 'version',
  summary: 'Print the version.',
  run() {
    console.log(VERSION);
    return Promise.resolve(0);
  },
};
