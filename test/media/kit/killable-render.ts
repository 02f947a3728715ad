/** `onereel render` in a process that a test can kill; progress goes to the parent as frames done. Runs under test/run-ts. */
import { renderCommand } from '../../../libs/capcut-draft/src/cli/render-command';
import { media } from './render-kit';

export interface RenderOrder {
  readonly argv: readonly string[];
  readonly tempDir: string;
}

process.once('message', (order: RenderOrder) => {
  const err = (text: string): void => {
    const frames = / (\d+)\/\d+ frames/.exec(text)?.[1];
    if (frames !== undefined) process.send?.(Number(frames));
  };
  void renderCommand(order.argv, {
    media,
    tempDir: order.tempDir,
    out: () => undefined,
    err,
    interactive: true,
  }).then(
    (code) => process.exit(code),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
