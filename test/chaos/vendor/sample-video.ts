import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMediaProcess } from '@onereel/core/media';

/** One second of a test picture as MP4, made by the real ffmpeg. */
export async function sampleVideo(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'onereel-sample-'));
  try {
    const file = join(folder, 'sample.mp4');
    const media = createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' });
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=10:duration=1'];
    await media.ffmpeg([
      '-v',
      'error',
      ...source,
      '-c:v',
      'libx264',
      '-pix_fmt',
      'yuv420p',
      '-y',
      `file:${file}`,
    ]);
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
