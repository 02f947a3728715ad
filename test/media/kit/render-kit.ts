import {
  renderDraft,
  type DraftDocument,
  type RenderOptions,
  type RenderResult,
} from '@onereel/capcut-draft';
import { probeMedia } from '@onereel/core/media';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { media } from './ffmpeg-under-test';

export { media };

/** A folder of generated sources, and renders of drafts that use them. */
export class RenderKit {
  readonly dir = mkdtempSync(join(tmpdir(), 'onereel-render-test-'));
  private renders = 0;

  at(name: string): string {
    return join(this.dir, name);
  }

  async make(name: string, ...args: string[]): Promise<string> {
    await media.ffmpeg(['-v', 'error', '-y', ...args, this.at(name)]);
    return name;
  }

  /** A clip whose frames carry their number as eight vertical bars, one per bit. */
  barcode(name: string, frames: number, ...encode: string[]): Promise<string> {
    const bits = Array.from(
      { length: 8 },
      (_, bit) =>
        `drawbox=x=${40 * bit}:y=0:w=40:h=180:color=white:t=fill:enable='mod(floor(n/${2 ** bit}),2)'`,
    );
    const codec =
      encode.length > 0 ? encode : ['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '12', '-g', '30'];
    return this.make(
      name,
      '-f',
      'lavfi',
      '-i',
      `color=black:s=320x180:r=30,format=yuv420p,${bits.join(',')}`,
      '-frames:v',
      String(frames),
      ...codec,
      '-pix_fmt',
      'yuv420p',
    );
  }

  async render(draft: DraftDocument, options: RenderOptions = {}, cacheDir?: string): Promise<RenderResult> {
    return renderDraft({
      draft,
      media,
      options: { workers: 2, ...options },
      workDir: this.at(`render-${this.renders++}`),
      cacheDir,
      resolveMedia: ({ path }) => (path !== '' && existsSync(this.at(path)) ? this.at(path) : undefined),
    });
  }

  cleanup(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

/** Frames of a film as RGB. */
export class Frames {
  private constructor(
    readonly width: number,
    readonly height: number,
    private readonly data: Buffer,
  ) {}

  static async of(file: string): Promise<Frames> {
    const { video } = await probeMedia(media, file);
    if (!video) throw new Error('the film has no picture');
    const filter = 'scale=in_color_matrix=bt709:flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24';
    const { stdout } = await media.ffmpeg(['-v', 'error', '-i', file, '-vf', filter, '-f', 'rawvideo', '-'], {
      maxStdoutBytes: 2 ** 30,
    });
    return new Frames(video.width, video.height, stdout);
  }

  get count(): number {
    return this.data.length / (this.width * this.height * 3);
  }

  pixel(frame: number, x: number, y: number): [number, number, number] {
    const at = ((frame * this.height + y) * this.width + x) * 3;
    return [this.data[at], this.data[at + 1], this.data[at + 2]];
  }

  /** Number in the bars of {@link RenderKit.barcode}. */
  barcode(frame: number): number {
    return Array.from({ length: 8 }, (_, bit) =>
      this.pixel(frame, 40 * bit + 20, 90)[1] > 128 ? 2 ** bit : 0,
    ).reduce((a, b) => a + b, 0);
  }

  /** Area and center of what is brighter than half, weighted by brightness. */
  blob(frame: number): { area: number; x: number; y: number } {
    let [area, sumX, sumY] = [0, 0, 0];
    for (let y = 0; y < this.height; y += 1) {
      for (let x = 0; x < this.width; x += 1) {
        const weight = this.pixel(frame, x, y)[1] / 255;
        if (weight < 0.1) continue;
        area += weight;
        sumX += weight * (x + 0.5);
        sumY += weight * (y + 0.5);
      }
    }
    return { area, x: sumX / area, y: sumY / area };
  }
}

/** Samples of a film's sound, mono sum of both channels halved. */
export async function samplesOf(file: string): Promise<Float32Array> {
  const { stdout } = await media.ffmpeg(
    [
      '-v',
      'error',
      '-i',
      file,
      '-map',
      '0:a',
      '-af',
      'pan=mono|c0=0.5*c0+0.5*c1',
      '-ar',
      '48000',
      '-f',
      'f32le',
      '-',
    ],
    { maxStdoutBytes: 2 ** 28 },
  );
  return new Float32Array(stdout.buffer, stdout.byteOffset, stdout.length / 4);
}

export function rms(samples: Float32Array, fromSeconds: number, toSeconds: number): number {
  const part = samples.subarray(Math.round(fromSeconds * 48000), Math.round(toSeconds * 48000));
  return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / part.length);
}

/** Frequency of a plain tone, by its zero crossings. */
export function pitch(samples: Float32Array, fromSeconds: number, toSeconds: number): number {
  const part = samples.subarray(Math.round(fromSeconds * 48000), Math.round(toSeconds * 48000));
  let crossings = 0;
  for (let index = 1; index < part.length; index += 1)
    if (part[index - 1] < 0 && part[index] >= 0) crossings += 1;
  return crossings / (toSeconds - fromSeconds);
}
