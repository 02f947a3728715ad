import { readFile, writeFile } from 'node:fs/promises';
import { DraftKit } from './kit/draft-kit';
import { quarterTurned } from './kit/quarter-turned';
import { Frames, RenderKit, samplesOf } from './kit/render-kit';

/** Clips in the film; 500 for the long version. */
const CLIPS = Number(process.env.ONEREEL_DRIFT_CLIPS ?? 42);
const FPS = 30;
const CLIP_FRAMES = 24;
/** In every source, a white flash and a beep begin together here, seconds. */
const CUE = 0.3;
const RATE = 48_000;

interface Source {
  readonly name: string;
  readonly size: string;
  readonly fps: number;
  readonly sampleRate?: number;
  readonly channels?: number;
  readonly args?: readonly string[];
  readonly turned?: boolean;
}

/** What phones, cameras and generators write. */
const SOURCES: readonly Source[] = [
  { name: 'plain.mp4', size: '64x36', fps: 30, sampleRate: 48_000, channels: 2 },
  {
    ...{ name: 'variable.mp4', size: '128x72', fps: 30, sampleRate: 44_100, channels: 2 },
    args: ['-vf', 'select=not(eq(mod(n\\,3)\\,1))', '-fps_mode', 'vfr'],
  },
  { name: 'mono.mov', size: '64x36', fps: 25, sampleRate: 22_050, channels: 1 },
  { name: 'silent.mp4', size: '64x36', fps: 24 },
  {
    ...{ name: 'turned.mp4', size: '72x128', fps: 60, sampleRate: 44_100, channels: 2 },
    turned: true,
  },
  { name: 'odd.mkv', size: '65x37', fps: 30, sampleRate: 48_000, channels: 1, args: ['-pix_fmt', 'yuv444p'] },
  { name: 'ntsc.mp4', size: '64x36', fps: 30_000 / 1001, sampleRate: 32_000, channels: 2 },
];

const kit = new RenderKit();
beforeAll(async () => {
  for (const source of SOURCES) await makeSource(source);
}, 60_000);
afterAll(() => kit.cleanup());

async function makeSource(source: Source): Promise<void> {
  const { name, size, fps, sampleRate, channels, args = [] } = source;
  const flash = `drawbox=c=white:t=fill:enable='between(t,${CUE - 0.001},${CUE + 0.2})'`;
  const beep = `sine=f=1000:d=1:r=${sampleRate}:samples_per_frame=32,volume='if(between(t,${CUE},${CUE + 0.2}),8,0)':eval=frame`;
  await kit.make(
    name,
    ...['-f', 'lavfi', '-i', `color=black:s=${size}:r=${fps}:d=1,${flash}`],
    ...(sampleRate === undefined ? [] : ['-f', 'lavfi', '-i', beep]),
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', ...args],
    ...(sampleRate === undefined ? [] : ['-c:a', 'aac', '-ac', String(channels), '-ar', String(sampleRate)]),
  );
  if (source.turned) await writeFile(kit.at(name), quarterTurned(await readFile(kit.at(name))));
}

/** The first frame of a clip that is white. */
function flashOf(frames: Frames, clip: number): number {
  for (let frame = clip * CLIP_FRAMES; frame < (clip + 1) * CLIP_FRAMES; frame += 1)
    if (frames.pixel(frame, 32, 18)[1] > 128) return frame;
  throw new Error(`clip ${clip} shows no flash`);
}

/** The first sample of a clip that can be heard. */
function beepOf(samples: Float32Array, clip: number): number {
  const start = Math.round((clip * CLIP_FRAMES * RATE) / FPS);
  const end = start + Math.round((CLIP_FRAMES * RATE) / FPS);
  for (let at = start; at < end; at += 1) if (Math.abs(samples[at]) > 0.1) return at;
  throw new Error(`clip ${clip} has no beep`);
}

it(
  `keeps picture and sound together over ${CLIPS} clips of every kind`,
  async () => {
    const draft = new DraftKit(64, 36, FPS);
    const track = draft.track('video');
    const seconds = CLIP_FRAMES / FPS;
    const source_timerange = { start: 0, duration: seconds * 1e6 };
    for (let clip = 0; clip < CLIPS; clip += 1) {
      const { name, sampleRate } = SOURCES[clip % SOURCES.length];
      const material = draft.video(name, { duration: 1e6, has_audio: sampleRate !== undefined });
      track.add(material, clip * seconds, seconds, { source_timerange });
    }
    const { file } = await kit.render(draft.build());
    const [frames, samples] = [await Frames.of(file), await samplesOf(file)];
    expect(frames.count).toBe(CLIPS * CLIP_FRAMES);
    expect(Math.abs(samples.length / RATE - frames.count / FPS)).toBeLessThan(1 / FPS);
    for (let clip = 0; clip < CLIPS; clip += 1) {
      const shown = flashOf(frames, clip);
      const cue = clip * CLIP_FRAMES + CUE * FPS;
      expect({ clip, onTime: Math.abs(shown - cue) <= 1 }).toEqual({ clip, onTime: true });
      if (SOURCES[clip % SOURCES.length].sampleRate === undefined) continue;
      const heard = (beepOf(samples, clip) * FPS) / RATE;
      expect({ clip, together: Math.abs(heard - cue) <= 1 && Math.abs(heard - shown) <= 1 }).toEqual({
        clip,
        together: true,
      });
    }
  },
  30_000 + CLIPS * 2_000,
);
