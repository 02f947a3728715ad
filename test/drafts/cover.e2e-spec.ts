import { execFileSync } from 'node:child_process';
import { diagnoseFolder, installDraft, readFolder } from '@onereel/capcut-draft';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mediaProcess, type Body } from './draft-service';
import { unzip } from './unzip';
import { useDrafts } from './use-drafts';

let drawn = 0;
const drafts = useDrafts(() => {
  const media = mediaProcess();
  const ffmpeg: typeof media.ffmpeg = (...call) => {
    drawn++;
    return media.ffmpeg(...call);
  };
  return { media: { ...media, ffprobe: media.ffprobe.bind(media), ffmpeg } };
});

interface Started {
  readonly draft_id: string;
  readonly draft_url: string;
}
const draft = (width: number, height: number): Promise<Started> =>
  drafts.create({ width, height, name: 'Film' });
const addRed = ({ draft_url }: Started, start: number): Promise<unknown> =>
  drafts.post('add_videos', {
    draft_url,
    video_infos: [{ video_url: drafts.at('clip2.mp4'), start, end: start + 2_000_000 }],
  });
const packageOf = async ({ draft_id }: Started): Promise<Buffer> =>
  Buffer.from(await (await fetch(`${drafts.url}/api/v1/drafts/${draft_id}/package`)).arrayBuffer());

/** Size of a JPEG and the color of its middle, each channel rounded to 0 … 8. */
function look(jpeg: Buffer): { size: string; middle: number[] } {
  const run = (tool: string, args: string[]): Buffer => execFileSync(tool, args, { input: jpeg });
  const entries = ['-show_entries', 'stream=width,height,codec_name', '-of', 'csv=p=0'];
  const size = String(run('ffprobe', ['-v', 'error', '-f', 'image2pipe', ...entries, '-i', '-'])).trim();
  const one = ['-vf', 'crop=2:2,scale=1:1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
  const pixel = run('ffmpeg', ['-v', 'error', '-f', 'image2pipe', '-i', '-', ...one]);
  return { size, middle: [...pixel].map((channel) => Math.round(channel / 32)) };
}
const RED = [8, 0, 0];
const BLACK = [0, 0, 0];

describe('the cover of a draft', () => {
  it('shows its first visible moment, in the package and for the desktop client', async () => {
    const film = await draft(320, 640);
    await addRed(film, 1_000_000);
    const zip = await unzip(await packageOf(film));
    const cover = zip.get('Film/draft_cover.jpg') as Buffer;
    expect(look(cover)).toEqual({ size: 'mjpeg,320,640', middle: RED });
    expect(JSON.parse(String(zip.get('Film/draft_meta_info.json')))).toMatchObject({
      draft_cover: 'draft_cover.jpg',
    });

    const { files: listed } = (
      await drafts.send('GET', new URL(film.draft_url).pathname + `?draft_id=${film.draft_id}`)
    ).body;
    const address = (listed as string[]).find((each) => each.endsWith(`/${film.draft_id}/draft_cover.jpg`));
    const answer = await fetch(address ?? '');
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await answer.arrayBuffer()).equals(cover)).toBe(true);
  });

  it('is the empty canvas while there is nothing to see', async () => {
    const film = await draft(1920, 1080);
    await drafts.post('add_audios', { ...film, audios: [{ audio_url: drafts.at('voice.wav') }] });
    const cover = (await unzip(await packageOf(film))).get('Film/draft_cover.jpg') as Buffer;
    expect(look(cover)).toEqual({ size: 'mjpeg,720,405', middle: BLACK });
  });

  it('is drawn when somebody takes it, once per revision, never by an edit', async () => {
    const film = await draft(320, 640);
    drawn = 0;
    await addRed(film, 0);
    await drafts.post('add_captions', { ...film, captions: [{ start: 0, end: 1_000_000, text: 'a' }] });
    expect(drawn).toBe(0);
    await Promise.all([packageOf(film), packageOf(film)]);
    await packageOf(film);
    const once = drawn;
    expect(once).toBeGreaterThan(0);
    await drafts.post('add_captions', { ...film, captions: [{ start: 0, end: 1_000_000, text: 'b' }] });
    expect(drawn).toBe(once);
    await packageOf(film);
    expect(drawn).toBe(2 * once);
  });

  it('is named by both indexes of the application, and doctor tells when it is lost', async () => {
    const film = await draft(320, 640);
    const store = join(drafts.folder, 'store');
    await mkdir(store);
    const archive = join(drafts.folder, 'film.zip');
    await writeFile(archive, await packageOf(film));
    const installed = await installDraft({ archive, draftsFolder: store });
    expect(installed.findings).toEqual([]);
    const index = JSON.parse(readFileSync(join(store, 'root_meta_info.json'), 'utf8')) as Body;
    expect(index.all_draft_store).toMatchObject([{ draft_cover: `${installed.folder}/draft_cover.jpg` }]);

    const problems = async (): Promise<string[]> =>
      diagnoseFolder(await readFolder(installed.folder)).map(({ at, problem }) => `${at}: ${problem}`);
    const rootMeta = join(store, 'root_meta_info.json');
    const whole = readFileSync(rootMeta, 'utf8');
    await writeFile(rootMeta, whole.replace('draft_cover.jpg', 'old_cover.jpg'));
    expect(await problems()).toEqual([
      `root_meta_info.json: draft_cover: it says "${installed.folder}/old_cover.jpg", the draft itself "draft_cover.jpg"`,
    ]);
    await writeFile(rootMeta, '{"all_draft_store":[]}');
    expect(await problems()).toEqual([
      expect.stringMatching(/^root_meta_info.json: it does not list the draft/),
    ]);
    await writeFile(rootMeta, whole);
    await writeFile(join(installed.folder, 'draft_cover.jpg'), 'text');
    expect(await problems()).toEqual(['draft_cover.jpg: it is not a JPEG picture']);
    await rm(join(installed.folder, 'draft_cover.jpg'));
    expect(await problems()).toEqual([
      'draft_meta_info.json: draft_cover: draft_cover.jpg is not in the draft folder',
    ]);
  });
});
