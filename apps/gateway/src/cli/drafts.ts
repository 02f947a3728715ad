import { tmpdir } from 'node:os';
import {
  type CommandIo,
  CommandUsageError,
  inspectCommand,
  makeStandinsCommand,
  renderCommand,
} from '@onereel/capcut-draft/cli';
import { createMediaProcess } from '@onereel/core/media';
import { readEnvironment } from '../config/environment';
import { findExecutable } from '../config/find-executable';
import { parseConfig } from '../config/gateway-config';
import { type Command, UsageError } from './command';

const STOPS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a command of the draft library in this terminal, with the FFmpeg the server would use. */
const inTerminal =
  (run: (args: readonly string[], io: CommandIo) => Promise<number>): Command['run'] =>
  async (args) => {
    const folder = process.cwd();
    const environment = readEnvironment(folder);
    const config = parseConfig(environment, folder);
    const media = createMediaProcess({
      ffmpegPath: config.ffmpegPath ?? findExecutable('ffmpeg', environment.PATH),
      ffprobePath: config.ffprobePath ?? findExecutable('ffprobe', environment.PATH),
    });
    const stop = new AbortController();
    // The second one comes at once: npx passes on what the terminal has sent already. It must not end the tidying up.
    const interrupt = (): void => stop.abort();
    for (const name of STOPS) process.on(name, interrupt);
    try {
      return await run(args, {
        media,
        tempDir: tmpdir(),
        out: (text) => process.stdout.write(text),
        err: (text) => process.stderr.write(text),
        interactive: process.stderr.isTTY,
        signal: stop.signal,
      });
    } catch (error) {
      throw error instanceof CommandUsageError ? new UsageError(error.message) : error;
    } finally {
      for (const name of STOPS) process.off(name, interrupt);
    }
  };

export const render: Command = {
  name: 'render',
  usage: '<draft> [-o film.mp4]',
  summary: 'Render a draft folder, zip or timeline to a film; --help lists the options.',
  run: inTerminal(renderCommand),
};

export const inspect: Command = {
  name: 'inspect',
  usage: '<draft> [--json]',
  summary: 'Show tracks, media and how true a render will be.',
  run: inTerminal(inspectCommand),
};

export const makeStandins: Command = {
  name: 'make-standins',
  usage: '<draft> [-o folder]',
  summary: 'Make test media of the size and length a draft states.',
  run: inTerminal(makeStandinsCommand),
};
