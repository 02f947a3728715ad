import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clip, DraftKit } from './kit/draft-kit';
import { PATHS } from './kit/ffmpeg-under-test';
import { keptSlices } from './kit/kept-slices';
import type { RenderOrder } from './kit/killable-render';
import { RenderKit } from './kit/render-kit';

/** Processes killed altogether; 20 for the long version. */
const KILLS = Number(process.env.ONEREEL_RENDER_KILLS ?? 4);
const SECONDS = 12;
const FRAMES = SECONDS * 30;

const kit = new RenderKit();
const tempDir = kit.at('temp');

beforeAll(async () => {
  await mkdir(tempDir);
  await kit.barcode('bars.mp4', 240);
  await kit.make('tone.wav', '-f', 'lavfi', '-i', `sine=d=${SECONDS}`);
  await writeFile(kit.at('draft_content.json'), JSON.stringify(film().build()));
});
afterAll(() => kit.cleanup());

function film(): DraftKit {
  const draft = new DraftKit();
  const track = draft.track('video');
  for (let at = 0; at < SECONDS; at += 4)
    track.add(draft.video(kit.at('bars.mp4')), at, 4, {
      source_timerange: { start: 1e6, duration: 4e6 },
      ...clip({ rotation: 5 + at }),
    });
  const captions = draft.track('text');
  for (let at = 1; at < SECONDS; at += 3) captions.add(draft.text(`line ${at}`), at, 2);
  draft.track('audio').add(draft.material('audios', { path: kit.at('tone.wav') }), 0, SECONDS);
  return draft;
}

interface Ending {
  readonly killed: boolean;
  readonly code: number | null;
}

/** Renders; kills the process so many milliseconds after so many frames, if it lives that long. */
function render(cache: string, output: string, kill?: { frames: number; delayMs: number }): Promise<Ending> {
  const child = fork(join(__dirname, 'kit', 'killable-render.ts'), {
    execArgv: ['--require', join(__dirname, '..', 'run-ts', 'register.js')],
    env: { PATH: process.env.PATH, FFMPEG_PATH: PATHS.ffmpegPath, FFPROBE_PATH: PATHS.ffprobePath },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const argv = [kit.at('draft_content.json'), '-o', output, '--cache', cache, '--workers', '2'];
  child.send({ argv, tempDir } satisfies RenderOrder);
  let timer: NodeJS.Timeout | undefined;
  child.on('message', (frames) => {
    if (kill && Number(frames) >= kill.frames)
      timer ??= setTimeout(() => child.kill('SIGKILL'), kill.delayMs);
  });
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      resolve({ killed: signal === 'SIGKILL', code });
    });
  });
}

const digest = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** A repeatable sequence, so that a failure can be looked at again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

it(`comes out as if nothing had happened after ${KILLS} kills at any moment`, async () => {
  const undisturbed = kit.at('undisturbed.mp4');
  expect(await render(kit.at('cache-0'), undisturbed)).toEqual({ killed: false, code: 0 });
  const expected = await digest(undisturbed);
  const names = [...(await keptSlices(kit.at('cache-0'))).keys()].sort();
  const random = dice(7);
  let kills = 0;
  for (let film = 1; kills < KILLS || film === 1; film += 1) {
    const cache = kit.at(`cache-${film}`);
    const output = kit.at(`film-${film}.mp4`);
    let reached = 0;
    for (let finished = false; !finished;) {
      const kept = await keptSlices(cache);
      const frames = Math.round(reached + random() * (FRAMES - reached) * 0.6);
      const order = kills < KILLS ? { frames, delayMs: Math.round(random() * 300) } : undefined;
      const ending = await render(cache, output, order);
      const now = await keptSlices(cache);
      expect(Object.fromEntries([...now].filter(([name]) => kept.has(name)))).toEqual(
        Object.fromEntries(kept),
      );
      if (ending.killed) {
        kills += 1;
        reached = frames;
        // Nobody sees half a film.
        await expect(stat(output)).rejects.toMatchObject({ code: 'ENOENT' });
      } else {
        expect(ending.code).toBe(0);
        finished = true;
      }
    }
    expect([...(await keptSlices(cache)).keys()].sort()).toEqual(names);
    expect(await digest(output)).toBe(expected);
    expect(await readdir(tempDir)).toEqual([]);
    await rm(cache, { recursive: true });
  }
  expect(kills).toBe(KILLS);
}, 600_000);
