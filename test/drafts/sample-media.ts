import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
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

/** Made once per machine and recipe. */
const CACHE = join(__dirname, '..', '..', 'node_modules', '.cache', 'onereel', 'sample-media');
const VERSION = createHash('sha256').update(JSON.stringify(RECIPES)).digest('hex').slice(0, 16);

/** Small real media, made with ffmpeg, and one playlist that claims to be a film. */
export async function sampleMedia(): Promise<Record<SampleName, Buffer>> {
  const folder = join(CACHE, VERSION);
  if (!existsSync(folder)) await makeInto(folder);
  const made = await Promise.all(
    Object.keys(RECIPES).map(async (name) => [name, await readFile(join(folder, name))] as const),
  );
  const fake = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n');
  return { ...Object.fromEntries(made), 'fake.mp4': fake } as Record<SampleName, Buffer>;
}

/** Several test files may need them at once: whoever is first puts the whole folder in place. */
async function makeInto(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const own = await mkdtemp(`${folder}-`);
  const media = mediaProcess();
  for (const [name, recipe] of Object.entries(RECIPES))
    await media.ffmpeg(['-y', ...recipe, join(own, name)]);
  await rename(own, folder).catch(async (error: unknown) => {
    await rm(own, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
}
