import type { RenderOptions } from '@onereel/capcut-draft';
import { renderDraft } from '@onereel/capcut-draft';
import { probeMedia } from '@onereel/core/media';
import { DraftKit } from './kit/draft-kit';
import { Frames, media, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);

const kit = new RenderKit();
beforeAll(async () => {
  await kit.barcode('bars.mp4', 30);
  await kit.make('tone.wav', '-f', 'lavfi', '-i', 'sine=d=2');
});
afterAll(() => kit.cleanup());

function film(): DraftKit {
  const draft = new DraftKit();
  draft.track('video').add(draft.video('bars.mp4'), 0, 1, { source_timerange: { start: 0, duration: 1e6 } });
  draft.track('audio').add(draft.material('audios', { path: 'tone.wav' }), 0, 1);
  return draft;
}

describe('formats', () => {
  it.each<[RenderOptions, string, string | undefined, string | undefined]>([
    [{}, 'film.mp4', 'h264', 'aac'],
    [{ codec: 'h265' }, 'film.mp4', 'hevc', 'aac'],
    [{ codec: 'av1' }, 'film.mp4', 'av1', 'aac'],
    [{ codec: 'vp9' }, 'film.webm', 'vp9', 'opus'],
    [{ codec: 'prores' }, 'film.mov', 'prores', 'pcm_s16le'],
    [{ format: 'mov', codec: 'h264' }, 'film.mov', 'h264', 'aac'],
    [{ format: 'gif', fps: 10 }, 'film.gif', 'gif', undefined],
    [{ format: 'm4a' }, 'film.m4a', undefined, 'aac'],
    [{ format: 'mp3' }, 'film.mp3', undefined, 'mp3'],
    [{ format: 'wav' }, 'film.wav', undefined, 'pcm_s16le'],
  ])('writes %j as %s', async (options, name, picture, sound) => {
    const { file, frames } = await kit.render(film().build(), { ...options, quality: 'speed' });
    expect(file.endsWith(`/${name}`)).toBe(true);
    const facts = await probeMedia(media, file);
    expect([facts.video?.codec, facts.audio?.codec]).toEqual([picture, sound]);
    expect(facts.durationSeconds).toBeCloseTo(1, 1);
    if (!picture || picture === 'gif') return;
    const shown = await Frames.of(file);
    expect(shown.count).toBe(frames);
    expect([0, 11, 29].map((frame) => shown.barcode(frame))).toEqual([0, 11, 29]);
  });
});

describe('watermark', () => {
  const marked = (content: { kind: 'image'; path: string } | { kind: 'text'; text: string }, name: string) =>
    renderDraft({
      draft: film().build(),
      media,
      resolveMedia: ({ path }) => kit.at(path),
      watermark: { content, opacity: 1, position: 'top-left', scale: 0.2, margin: 0 },
      options: { endSeconds: 0.2, format: 'mp4' },
      workDir: kit.at(name),
    });

  it('puts a picture where it was asked for, as large as it was asked for', async () => {
    await kit.make('mark.png', '-f', 'lavfi', '-i', 'color=c=0x00c800:s=200x100', '-frames:v', '1');
    const frames = await Frames.of(
      (await marked({ kind: 'image', path: kit.at('mark.png') }, 'mark-1')).file,
    );
    for (const [x, y, inside] of [
      [2, 2, true],
      [60, 28, true],
      [68, 4, false],
      [4, 36, false],
    ] as const) {
      const [red, green] = frames.pixel(0, x, y);
      expect({ x, y, inside: green > 180 && red < 40 }).toEqual({ x, y, inside });
    }
  });

  it('draws a text', async () => {
    const frames = await Frames.of((await marked({ kind: 'text', text: 'ONE' }, 'mark-2')).file);
    let white = 0;
    for (let y = 0; y < 45; y += 1)
      for (let x = 0; x < 120; x += 1) if (frames.pixel(0, x, y)[0] > 200) white += 1;
    expect(white).toBeGreaterThan(200);
  });
});
