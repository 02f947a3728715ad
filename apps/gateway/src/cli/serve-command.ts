import { readEnvironment } from '../config/environment';
import { serve } from '../serve';
import type { Command } from './command';

export const serveCommand: Command = {
  name: 'serve',
  summary: 'Run the server until it is told to stop.',
  run: () => serve(readEnvironment()),
};
