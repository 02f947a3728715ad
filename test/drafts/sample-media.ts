import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaProcess } from './draft-service';

export type SampleName =
  'clip.mp4' | 'clip2.mp4' | 'music.mp3' | 'voice.wav' | 'picture.png' | 'moving.gif' | 'fake.mp4';

const RECIPES: Readonly<Record<Exclude<SampleName, 'fake.mp4'>, readonly string[]>> = {
  'clip.mp4': [
    '-f',
    'lavfi',
    '-i',
    'testsrc=size=320x180:rate=30:duration=4',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=440:duration=4',
    '-shortest',
    '-pix_fmt',
    'yuv420p',
  ],
  'clip2.mp4': ['-f', 'lavfi', '-i', 'color=c=red:size=180x320:rate=25:duration=6', '-pix_fmt', 'yuv420p'],
  'music.mp3': ['-f', 'lavfi', '-i', 'sine=frequency=330:duration=20'],
  'voice.wav': ['-f', 'lavfi', '-i', 'sine=frequency=220:duration=3'],
  'picture.png': ['-f', 'lavfi', '-i', 'color=c=blue:size=400x300', '-frames:v', '1'],
  'moving.gif': ['-f', 'lavfi', '-i', 'testsrc=size=100x100:rate=10:duration=2'],
};

/** Small real media, made with ffmpeg, and one playlist that claims to be a film. */
export async function sampleMedia(): Promise<Record<SampleName, Buffer>> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-media-'));
  try {
    const media = mediaProcess();
    const made: Partial<Record<SampleName, Buffer>> = {
      'fake.mp4': Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'),
    };
    for (const [name, recipe] of Object.entries(RECIPES)) {
      const path = join(folder, name);
      await media.ffmpeg(['-y', ...recipe, path]);
      made[name as SampleName] = await readFile(path);
    }
    return made as Record<SampleName, Buffer>;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
