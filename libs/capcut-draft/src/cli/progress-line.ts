import type { RenderProgress } from '../render/render-job';
import type { CommandIo } from './command-io';

const BAR_WIDTH = 30;

/** Shows progress as a bar that rewrites its line, where there is a terminal. */
export function progressLine(io: CommandIo): (progress: RenderProgress) => void {
  let shown = -1;
  return ({ framesDone, frames }) => {
    const percent = frames === 0 ? 100 : Math.floor((100 * framesDone) / frames);
    if (!io.interactive || percent === shown) return;
    shown = percent;
    const filled = Math.round((BAR_WIDTH * percent) / 100);
    io.err(
      `\r[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${percent}% ${framesDone}/${frames} frames`,
    );
  };
}
