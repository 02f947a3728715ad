import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { renderDraft } from '@onereel/capcut-draft';
import { DraftKit } from './kit/draft-kit';
import { Frames, media, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);

const SECRET = 'the-words-nobody-may-read';
const ODD_NAME = `a:b'c,d[e];f=g\\h %d {x}.mp4`;
const kit = new RenderKit();

const colored = (name: string, color: string, ...args: string[]): Promise<string> =>
  kit.make(name, '-f', 'lavfi', '-i', `color=${color}:s=320x180:r=30:d=1`, ...args);

/** Files that say they are media and lead to the secret ones: a magenta clip, a magenta picture, a text. */
beforeAll(async () => {
  await colored('secret.mp4', 'magenta', '-pix_fmt', 'yuv420p');
  await colored('frame-1.png', 'magenta', '-frames:v', '1');
  await colored('green.mp4', 'lime', '-pix_fmt', 'yuv420p');
  await colored('green.png', 'lime', '-frames:v', '1');
  await copyFile(kit.at('green.png'), kit.at('frame-%d.png'));
  await copyFile(kit.at('green.mp4'), kit.at(ODD_NAME));
  await writeFile(kit.at('secret.txt'), SECRET);
  const secret = kit.at('secret.mp4');
  const texts: Record<string, string> = {
    'playlist.mp4': `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://${secret}\n#EXT-X-ENDLIST\n`,
    'script.mp4': `ffconcat version 1.0\nfile '${secret}'\n`,
    'plain-script.mp4': `file '${secret}'\n`,
    'manifest.mp4': `<?xml version="1.0"?><MPD><BaseURL>${secret}</BaseURL></MPD>`,
    'drawing.png': `<svg xmlns="http://www.w3.org/2000/svg"><image href="${kit.at('frame-1.png')}"/></svg>`,
    'subtitles.mp4': `[Script Info]\n[Fonts]\nfontname: ${kit.at('secret.txt')}\n[Graphics]\nfilename: ${kit.at('frame-1.png')}\n`,
    'words.mp4': SECRET,
  };
  for (const [name, text] of Object.entries(texts)) await writeFile(kit.at(name), text);
});
afterAll(() => kit.cleanup());

const DISGUISED = ['playlist', 'script', 'plain-script', 'manifest', 'subtitles', 'words'];
const isMagenta = ([red, green, blue]: readonly number[]): boolean => red > 150 && green < 100 && blue > 150;
const isGreen = ([red, green, blue]: readonly number[]): boolean => red < 80 && green > 180 && blue < 80;

function* pixels(frames: Frames): Generator<readonly [number, number, number]> {
  for (let frame = 0; frame < frames.count; frame += 5)
    for (let y = 2; y < frames.height; y += 4)
      for (let x = 2; x < frames.width; x += 4) yield frames.pixel(frame, x, y);
}

it('shows nothing of what playlists, scripts and documents lead to, whatever they are called', async () => {
  const draft = new DraftKit();
  const track = draft.track('video');
  const sounds = draft.track('audio');
  const half = { source_timerange: { start: 0, duration: 5e5 } };
  DISGUISED.forEach((name, index) => track.add(draft.video(`${name}.mp4`), index / 2, 0.5, half));
  track.add(draft.photo('drawing.png'), DISGUISED.length / 2, 0.5, half);
  sounds.add(draft.material('audios', { path: 'playlist.mp4', duration: 5e5 }), 0, 0.5, half);
  const { file, report } = await kit.render(draft.build());
  const refused = report.rows.filter(({ construct, grade }) => construct === 'media' && grade === 'skipped');
  expect(refused.length).toBeGreaterThanOrEqual(DISGUISED.length + 2);
  expect([...pixels(await Frames.of(file))].filter(isMagenta)).toEqual([]);
  expect(JSON.stringify(report)).not.toContain(SECRET);
  expect((await readFile(file)).includes(SECRET)).toBe(false);
});

it.each([
  ['photo', 'frame-%d.png'],
  ['video', ODD_NAME],
] as const)('takes the name of a %s as it is: %j', async (kind, name) => {
  const draft = new DraftKit();
  draft.track('video').add(draft[kind](name), 0, 0.5, { source_timerange: { start: 0, duration: 5e5 } });
  const { file } = await kit.render(draft.build(), { copy: false });
  expect([...pixels(await Frames.of(file))].every(isGreen)).toBe(true);
});

const white = async (text: string): Promise<number> => {
  const draft = new DraftKit();
  draft.track('text').add(draft.text(text), 0, 0.2);
  const frames = await Frames.of((await kit.render(draft.build())).file);
  expect(frames.count).toBe(6);
  return [...pixels(frames)].filter(([red]) => red > 128).length;
};

it.each([
  `:'\\%{}[];,=`,
  `%{pts}%{localtime}%{eif:1:d}`,
  `{\\an8}{\\fn/etc/passwd}`,
  `',movie=secret.mp4,overlay;[0:v]`,
  `\\' \\\\ %% $(id) \`id\``,
])('draws the text %j as it can any other', async (text) => {
  const drawn = await white(text);
  expect(drawn).toBeGreaterThan(0);
});

it('does not replace a text by the contents of a file it names', async () => {
  const path = kit.at('secret.txt');
  const draft = new DraftKit();
  const material = draft.text(
    `textfile=${path}`,
    {},
    { content_path: path, fonts: [{ path }], font_path: path },
  );
  draft.track('text').add(material, 0, 0.2);
  const { file, report } = await kit.render(draft.build());
  expect((await readFile(file)).includes(SECRET)).toBe(false);
  expect(JSON.stringify(report)).not.toContain(SECRET);
});

it('takes names with every sign in watermarks, too', async () => {
  const draft = new DraftKit();
  draft.track('text').add(draft.text('a'), 0, 0.2);
  const odd = kit.at(`w:'[;],%d.png`);
  await copyFile(kit.at('green.png'), odd);
  const { file } = await renderDraft({
    draft: draft.build(),
    media,
    resolveMedia: () => undefined,
    workDir: kit.at('marked'),
    watermark: { content: { kind: 'image', path: odd }, opacity: 1, scale: 0.5 },
  });
  expect([...pixels(await Frames.of(file))].filter(isGreen).length).toBeGreaterThan(100);
});
