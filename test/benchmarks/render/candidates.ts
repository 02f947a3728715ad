import { printDraft } from '@onereel/capcut-draft';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from './measure';
import type { Shape } from './shapes';
import type { BenchTimeline } from './timelines/bench-timeline';

const ROOT = resolve(__dirname, '../../..');
const REGISTER = join(ROOT, 'test/run-ts/register.js');

export interface Places {
  readonly media: string;
  readonly out: string;
}

/** The hand-written command. */
export function single(
  timeline: Pick<BenchTimeline, 'command'>,
  shape: Shape,
  { media, out }: Places,
  output: string,
): Command {
  const args = ['-v', 'error', '-nostdin', '-y', ...timeline.command(shape)];
  return { program: 'ffmpeg', args: [...args, '-movflags', '+faststart', join(out, output)], cwd: media };
}

export function melt(timeline: BenchTimeline, shape: Shape, { media, out }: Places): Command | undefined {
  const clips = timeline.melt?.(shape);
  if (!clips) return undefined;
  const target = `avformat:${join(out, `${timeline.key}-melt.mp4`)}`;
  const codec = ['real_time=-2', 'vcodec=libx264', 'preset=veryfast', 'crf=20', 'g=60', 'pix_fmt=yuv420p'];
  const sound = timeline.key === 't2' ? ['an=1'] : ['acodec=aac', 'ab=160k'];
  const args = ['-silent', '-profile', 'atsc_1080p_30', ...clips, '-consumer', target, ...codec, ...sound];
  return { program: 'melt', args, cwd: media };
}

/** Copies the streams of the first timeline one after the other: the least that can be done. */
export function streamCopy({ media, out }: Places, clipFrames: number): Command {
  const list = join(out, 'copy.list');
  const lines = [1, 2, 3, 4, 5, 6].map(
    (k) => `file '${join(media, `c${k}.mp4`)}'\noutpoint ${clipFrames / 30}\n`,
  );
  writeFileSync(list, `ffconcat version 1.0\n${lines.join('')}`);
  const args = ['-v', 'error', '-nostdin', '-y', '-f', 'concat', '-safe', '0', '-i', list, '-c', 'copy'];
  return {
    program: 'ffmpeg',
    args: [...args, '-movflags', '+faststart', join(out, 't1-copy.mp4')],
    cwd: media,
  };
}

/** Our renderer, Node's start and the reading of the draft included. */
export function ours(
  { key, draft }: { key: string; draft: ReturnType<BenchTimeline['draft']> },
  { media, out }: Places,
  cacheDir: string,
  options: object = {},
): Command {
  const file = join(out, `${key}.json`);
  writeFileSync(file, printDraft(draft));
  const script = join(__dirname, 'render-once.ts');
  const args = [
    '--require',
    REGISTER,
    script,
    file,
    media,
    join(out, `${key}.mp4`),
    cacheDir,
    JSON.stringify(options),
  ];
  return { program: process.execPath, args, cwd: ROOT };
}
