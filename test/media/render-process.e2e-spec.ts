import { renderDraft, renderPreview, StrictRenderError } from '@onereel/capcut-draft';
import type { MediaProcess } from '@onereel/core/media';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { clip, DraftKit } from './kit/draft-kit';
import { Frames, media, RenderKit } from './kit/render-kit';

const kit = new RenderKit();
beforeAll(() => kit.barcode('bars.mp4', 240));
afterAll(() => kit.cleanup());

const digest = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** Six seconds that must be composed, with a caption in the third. */
function film(caption = 'one'): DraftKit {
  const draft = new DraftKit();
  draft.track('video').add(draft.video('bars.mp4'), 0, 6, {
    source_timerange: { start: 0, duration: 6e6 },
    ...clip({ rotation: 5 }),
  });
  draft.track('text').add(draft.text(caption), 2, 1);
  return draft;
}

describe('render process', () => {
  it('renders nothing twice, and after a small edit only what it touched', async () => {
    const cache = kit.at('cache');
    const first = await kit.render(film().build(), {}, cache);
    const again = await kit.render(film().build(), {}, cache);
    expect([first.framesReused, again.framesReused]).toEqual([0, 180]);
    expect(await digest(again.file)).toBe(await digest(first.file));
    const edited = await kit.render(film('two').build(), {}, cache);
    expect(edited.framesReused).toBe(150);
  });

  it('joins what is drawn while the rest is still being drawn', async () => {
    const workDir = kit.at('joining');
    const isJoining = async (): Promise<boolean> =>
      (await readdir(workDir, { recursive: true })).some((name) => name.endsWith('picture.mp4'));
    const joining: boolean[] = [];
    const watched: MediaProcess = {
      ...media,
      ffmpeg: async (args, options) => {
        if (args.includes('libx264')) {
          const last = Date.now() + (joining.length > 0 ? 10_000 : 0);
          let found = await isJoining();
          while (!found && Date.now() < last) {
            await new Promise((resolve) => setTimeout(resolve, 50));
            found = await isJoining();
          }
          joining.push(found);
        }
        return media.ffmpeg(args, options);
      },
    };
    const { frames } = await renderDraft({
      draft: film().build(),
      media: watched,
      resolveMedia: () => kit.at('bars.mp4'),
      options: { workers: 1 },
      workDir,
    });
    expect(frames).toBe(180);
    expect(joining.length).toBeGreaterThan(1);
    expect(joining).toEqual([false, ...joining.slice(1).map(() => true)]);
  });

  it('takes up after a stop where it was, with the same result', async () => {
    const whole = await kit.render(film().build(), { workers: 1 });
    const cacheDir = kit.at('stopped');
    const stop = new AbortController();
    const broken = renderDraft({
      draft: film().build(),
      media,
      resolveMedia: () => kit.at('bars.mp4'),
      options: { workers: 1 },
      workDir: kit.at('broken'),
      cacheDir,
      signal: stop.signal,
      onProgress: ({ framesDone }) => framesDone > 100 && stop.abort(),
    });
    await expect(broken).rejects.toMatchObject({ failure: 'aborted' });
    expect(readdirSync(kit.at('broken'))).toEqual([]);
    const resumed = await kit.render(film().build(), { workers: 1 }, cacheDir);
    expect(resumed.framesReused).toBeGreaterThan(0);
    expect(await digest(resumed.file)).toBe(await digest(whole.file));
  });

  it('cancels within a second', async () => {
    const stop = new AbortController();
    const run = renderDraft({
      draft: film('x').build(),
      media,
      resolveMedia: () => kit.at('bars.mp4'),
      workDir: kit.at('cancel'),
      signal: stop.signal,
    });
    const settled = run.then(
      () => Number.POSITIVE_INFINITY,
      () => Date.now(),
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    const asked = Date.now();
    stop.abort();
    expect((await settled) - asked).toBeLessThan(1000);
  });

  it('cancels while it joins what needs no drawing', async () => {
    const draft = new DraftKit();
    const whole = { source_timerange: { start: 0, duration: 8e6 } };
    draft.track('video').add(draft.video('bars.mp4'), 0, 8, whole);
    const stop = new AbortController();
    let runs = 0;
    const run = renderDraft({
      draft: draft.build(),
      media: { ...media, ffmpeg: (args, options) => ((runs += 1), media.ffmpeg(args, options)) },
      resolveMedia: () => kit.at('bars.mp4'),
      workDir: kit.at('cancel-join'),
      signal: stop.signal,
      onProgress: ({ framesDone }) => framesDone === 240 && stop.abort(),
    });
    await expect(run).rejects.toMatchObject({ failure: 'aborted' });
    expect(runs).toBe(0);
  });

  it('refuses beforehand in strict mode, and names what is missing', async () => {
    const draft = new DraftKit();
    draft.track('video').add(draft.video('nowhere.mp4'), 0, 1);
    const refusal = kit.render(draft.build(), { strict: true });
    await expect(refusal).rejects.toBeInstanceOf(StrictRenderError);
    await expect(refusal).rejects.toThrow(/nowhere\.mp4.*not found/);
  });

  it('reports on the part that was asked for', async () => {
    const draft = new DraftKit();
    const track = draft.track('video');
    track.add(draft.video('bars.mp4'), 0, 1, { source_timerange: { start: 0, duration: 1e6 } });
    track.add(draft.video('nowhere.mp4'), 1, 1);
    const part = { startSeconds: 0, endSeconds: 1, strict: true };
    const { report, frames } = await kit.render(draft.build(), part);
    expect(frames).toBe(30);
    expect(report.rows.map(({ construct }) => construct)).not.toContain('media');
    await expect(kit.render(draft.build(), { ...part, endSeconds: 1.5 })).rejects.toThrow(/nowhere/);
  });

  it.each([
    ['hls.mp4', '#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'],
    ['concat.mp4', "ffconcat version 1.0\nfile '/etc/passwd'\n"],
    ['drawing.png', '<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>'],
  ])('puts a placeholder where %s would read other files', async (name, content) => {
    await writeFile(kit.at(name), content);
    const draft = new DraftKit();
    draft.track('video').add(draft.video(name), 0, 0.2);
    const { report } = await kit.render(draft.build());
    expect(report.rows[0]).toMatchObject({
      construct: 'media',
      grade: 'skipped',
      note: expect.stringContaining('not accepted'),
    });
  });

  it('opens names that mean something to FFmpeg as what they are', async () => {
    const names = ["it's [a];b,c=%d:1.mp4", '-version.mp4', 'frame%03d.mp4'];
    const draft = new DraftKit();
    const track = draft.track('video');
    for (const [index, name] of names.entries()) {
      await writeFile(kit.at(name), await readFile(kit.at('bars.mp4')));
      track.add(draft.video(name), index, 1, { source_timerange: { start: 1e6, duration: 1e6 } });
    }
    const result = await kit.render(draft.build());
    expect(result.report.counts.skipped).toBe(0);
    expect((await Frames.of(result.file)).barcode(30)).toBe(30);
  });

  it('shows single frames as the film has them', async () => {
    const draft = film().build();
    const film1 = await Frames.of((await kit.render(draft)).file);
    const png = await renderPreview({
      draft,
      media,
      resolveMedia: () => kit.at('bars.mp4'),
      atSeconds: 2.5,
      workDir: kit.at('preview'),
    });
    await writeFile(kit.at('frame.png'), png);
    const frame = await Frames.of(kit.at('frame.png'));
    expect([frame.width, frame.height]).toEqual([320, 180]);
    expect(frame.barcode(0)).toBe(film1.barcode(75));
  });

  it.each(['gif', 'm4a', 'h265'])('writes %s', async (kind) => {
    const draft = film();
    await kit.make('tone.wav', '-f', 'lavfi', '-i', 'sine=d=6');
    draft.track('audio').add(draft.material('audios', { path: 'tone.wav' }), 0, 6);
    const options = kind === 'h265' ? { codec: 'h265' as const } : { format: kind as 'gif' | 'm4a' };
    const { file } = await kit.render(draft.build(), { ...options, endSeconds: 1 });
    const { probeMedia } = await import('@onereel/core/media');
    const facts = await probeMedia(media, file);
    expect(facts.durationSeconds).toBeCloseTo(1, 0);
    expect(facts.video?.codec).toBe({ gif: 'gif', m4a: undefined, h265: 'hevc' }[kind]);
    await rm(file);
  });

  it('pads odd canvases to even', async () => {
    const draft = new DraftKit(321, 181);
    draft.track('video').add(draft.video('bars.mp4'), 0, 0.2);
    expect(await kit.render(draft.build())).toMatchObject({ width: 322, height: 182 });
  });

  it('composes a film inside a film, retimed', async () => {
    const inner = new DraftKit();
    inner
      .track('video')
      .add(inner.video('bars.mp4'), 0, 3, { source_timerange: { start: 0, duration: 3e6 } });
    const outer = new DraftKit();
    const refs = [
      outer.material('drafts', { type: 'combination', draft: inner.build() }),
      outer.material('speeds', { speed: 2, mode: 0 }),
    ];
    outer.track('video').add(outer.video('', { extra_type_option: 2 }), 0, 1, {
      source_timerange: { start: 1e6, duration: 2e6 },
      speed: 2,
      extra_material_refs: refs,
    });
    const frames = await Frames.of((await kit.render(outer.build())).file);
    expect(Array.from({ length: 30 }, (_, n) => frames.barcode(n))).toEqual(
      Array.from({ length: 30 }, (_, n) => 30 + 2 * n),
    );
  });
});
