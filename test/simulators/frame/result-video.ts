import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createMediaProcess, FfmpegError } from '@onereel/core/media';
import { ResultSpec } from './simulated-task';
import { SPARE_VIDEO } from './spare-video';

/** One per user: what another one made may not be writable. */
const FOLDER = join(tmpdir(), `onereel-simulators-${userInfo().uid}`);
const LONG_SIDE = 320;
const running = new Map<string, Promise<string>>();

/** Path of a small MP4 of the wanted shape and length: made once by FFmpeg, or a tiny spare one where there is none. */
export function resultVideo(spec: ResultSpec): Promise<string> {
  const { width, height } = shapeOf(spec.aspectRatio ?? '16:9');
  const name = `${width}x${height}-${spec.seconds}s${spec.audio ? '-sound' : ''}.mp4`;
  const existing = running.get(name);
  if (existing) return existing;
  const made = make(name, width, height, spec);
  running.set(name, made);
  made.catch(() => running.delete(name));
  return made;
}

async function make(name: string, width: number, height: number, spec: ResultSpec): Promise<string> {
  const path = join(FOLDER, name);
  if (await exists(path)) return path;
  await mkdir(FOLDER, { recursive: true });
  const work = await mkdtemp(join(FOLDER, 'work-'));
  const draft = join(work, name);
  try {
    await render(draft, `testsrc2=s=${width}x${height}:r=24:d=${spec.seconds}`, spec);
    await rename(draft, path);
    return path;
  } catch (error) {
    if (!(error instanceof FfmpegError)) throw error;
    return await spareVideo(draft);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function spareVideo(draft: string): Promise<string> {
  const path = join(FOLDER, 'spare.mp4');
  await writeFile(draft, Buffer.from(SPARE_VIDEO, 'base64'));
  await rename(draft, path);
  return path;
}

async function render(path: string, picture: string, spec: ResultSpec): Promise<void> {
  const media = createMediaProcess({ ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe' });
  const sound = spec.audio ? ['-f', 'lavfi', '-i', `sine=d=${spec.seconds}:r=44100`, '-c:a', 'aac'] : [];
  const video = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-movflags', '+faststart'];
  await media.ffmpeg(['-v', 'error', '-f', 'lavfi', '-i', picture, ...sound, ...video, '-y', path], {
    timeoutMs: 60_000,
  });
}

function shapeOf(aspectRatio: string): { width: number; height: number } {
  const [w, h] = aspectRatio.split(':').map(Number);
  const even = (value: number): number => Math.max(16, Math.round(value / 2) * 2);
  const wide = w >= h;
  return {
    width: wide ? LONG_SIDE : even((LONG_SIDE * w) / h),
    height: wide ? even((LONG_SIDE * h) / w) : LONG_SIDE,
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
