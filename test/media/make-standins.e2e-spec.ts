import { readdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { findMedia } from '@onereel/capcut-draft';
import { probeMedia } from '@onereel/core/media';
import { makeStandinsCommand } from '../../libs/capcut-draft/src/cli/make-standins-command';
import { collectSources } from '../../libs/capcut-draft/src/media/collect-sources';
import { buildTimeline } from '../../libs/capcut-draft/src/timeline/from-draft/build-timeline';
import { DraftKit } from './kit/draft-kit';
import { media, RenderKit } from './kit/render-kit';

jest.setTimeout(60_000);

const kit = new RenderKit();
afterAll(() => kit.cleanup());

it('makes test media of the size and length that a draft states, long ones too', async () => {
  const draft = new DraftKit();
  const [main, sound] = [draft.track('video'), draft.track('audio')];
  const part = (start: number, duration: number) => ({ source_timerange: { start, duration } });
  const film = { width: 321, height: 180, duration: 50_500_000 };
  main.add(draft.video('C:\\clips\\long.mp4', film), 0, 50.5, part(0, 50.5e6));
  main.add(draft.video('/clips/used-at-first.mp4', { duration: 60e6 }), 51, 1, part(2e6, 1e6));
  main.add(draft.material('videos', { type: 'photo', path: 'a.png', width: 640, height: 480 }), 52, 1);
  main.add(draft.material('videos', { type: 'gif', path: 'b.gif', width: 64, height: 48 }), 53, 1);
  const linked = { path: '', remote_url: 'https://example.com/far.png?sig=1', width: 32, height: 32 };
  main.add(draft.material('videos', { type: 'photo', ...linked }), 54, 1);
  sound.add(draft.material('audios', { path: 'voice.wav', duration: 3_250_000 }), 0, 3, part(0, 3.25e6));
  await writeFile(kit.at('draft_content.json'), JSON.stringify(draft.build()));

  let out = '';
  const io = { media, tempDir: kit.dir, err: () => undefined, interactive: false };
  const folder = kit.at('standins');
  const argv = [kit.at('draft_content.json'), '-o', folder];
  expect(await makeStandinsCommand(argv, { ...io, out: (text) => void (out += text) })).toBe(0);
  expect(out).toBe(`6 files in ${folder}\n`);

  const names = await readdir(folder);
  expect(names.sort()).toEqual(['a.png', 'b.gif', 'far.png', 'long.mp4', 'used-at-first.mp4', 'voice.wav']);
  const find = findMedia(kit.at('nowhere'), { mediaDirs: [folder], anywhere: false });
  const { timeline } = buildTimeline(draft.build());
  const found = collectSources(timeline).map((source) => find(source) as string | undefined);
  expect(found.map((path) => basename(path ?? '')).sort()).toEqual(names);
  const facts = new Map(
    await Promise.all(
      names.map(async (name) => [name, await probeMedia(media, kit.at(`standins/${name}`))] as const),
    ),
  );
  expect(facts.get('long.mp4')).toMatchObject({ video: { width: 322, height: 180 }, audio: {} });
  expect(facts.get('a.png')?.video).toMatchObject({ width: 640, height: 480 });
  expect(facts.get('b.gif')?.video).toMatchObject({ width: 64, height: 48 });
  const lengths = ['long.mp4', 'used-at-first.mp4', 'voice.wav'].map(
    (name) => facts.get(name)?.durationSeconds,
  );
  for (const [index, seconds] of [50.5, 4, 3.25].entries())
    expect(Math.abs((lengths[index] ?? 0) - seconds)).toBeLessThan(0.03);

  const listed = await media.ffprobe([
    ...['-v', 'error', '-select_streams', 'v', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'],
    kit.at('standins/long.mp4'),
  ]);
  const times = listed.stdout.toString().trim().split('\n').map(Number);
  times.sort((a, b) => a - b);
  expect(times).toHaveLength(1515);
  times.forEach((time, frame) => expect(Math.abs(time - frame / 30)).toBeLessThan(0.001));
});
