import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMediaProcess, type MediaProcess, probeMedia } from '@onereel/core/media';
import type { LimitCase } from './limit-cases';
import { treeMemory } from './process-tree';

const ROOT = join(__dirname, '..', '..', '..');
const SAMPLE_MS = 50;

export interface Measured {
  /** Largest memory of the command and all its children together, bytes. */
  readonly peak: number;
  readonly seconds: number;
  /** Frames in the film. */
  readonly frames: number;
}

const media: MediaProcess = createMediaProcess({
  ffmpegPath: process.env.FFMPEG_PATH ?? 'ffmpeg',
  ffprobePath: process.env.FFPROBE_PATH ?? 'ffprobe',
});

/** Renders a case with the built command line and watches its memory. @throws Error with what it said when it fails. */
export async function measureRender(
  { media: files, draft }: LimitCase,
  folder: string,
  options: readonly string[] = [],
): Promise<Measured> {
  mkdirSync(folder, { recursive: true });
  for (const [name, args] of Object.entries(files))
    await media.ffmpeg(['-v', 'error', '-y', ...args, join(folder, name)]);
  writeFileSync(join(folder, 'draft.json'), JSON.stringify(draft));
  const film = join(folder, 'film.mp4');
  const started = Date.now();
  const peak = await runCommand(['render', join(folder, 'draft.json'), '-o', film, ...options]);
  const { video } = await probeMedia(media, film);
  return { peak, seconds: (Date.now() - started) / 1000, frames: video?.frames ?? 0 };
}

function runCommand(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [join(ROOT, 'apps/gateway/bin/onereel.js'), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + String(chunk)).slice(-4000)));
  let peak = 0;
  const timer = setInterval(() => {
    if (child.pid !== undefined) peak = Math.max(peak, treeMemory(child.pid));
  }, SAMPLE_MS);
  return new Promise((resolve, reject) => {
    child.once('close', (code) => {
      clearInterval(timer);
      if (code === 0) resolve(peak);
      else reject(new Error(`onereel ${args.join(' ')} ended with ${code}: ${said}`));
    });
  });
}
