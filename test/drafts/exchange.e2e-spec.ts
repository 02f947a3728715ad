import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import {
  checkDraft,
  diagnoseFolder,
  installDraft,
  parseDraft,
  PROFILE_NAMES,
  readFolder,
} from '@onereel/capcut-draft';
import { ZipFile } from 'yazl';
import type { Body } from './draft-service';
import { unzip } from './unzip';
import { useDrafts } from './use-drafts';

const drafts = useDrafts();
const { at } = drafts;
let id: string;
beforeAll(async () => {
  id = await build('my film: 1/2');
});

async function build(name: string): Promise<string> {
  const { draft_url } = (await drafts.post('create_draft', { width: 1080, height: 1920, name })).body;
  await drafts.post('add_videos', {
    draft_url,
    videos: [{ video_url: at('clip.mp4'), mask: '星形', transition: 'Mix' }, { video_url: at('clip2.mp4') }],
  });
  await drafts.post('add_audios', { draft_url, audios: [{ audio_url: at('music.mp3'), fade_in: 500_000 }] });
  await drafts.post('add_captions', { draft_url, captions: [{ start: 0, end: 1_000_000, text: 'first' }] });
  return new URL(draft_url).searchParams.get('draft_id') ?? '';
}

const zipOf = async (query: string): Promise<Buffer> => {
  const response = await fetch(`${drafts.url}/api/v1/drafts/${id}/package?${query}`);
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/zip']);
  return Buffer.from(await response.arrayBuffer());
};
const importZip = (zip: Buffer, query = '') =>
  drafts.send('POST', `/api/v1/drafts/import${query}`, zip, { 'content-type': 'application/zip' });

describe('the package', () => {
  it.each(
    PROFILE_NAMES.flatMap((profile) => ['root', 'timelines'].map((layout) => [profile, layout] as const)),
  )('for %s (%s) installs, is complete and can be taken back', async (profile, layout) => {
    const store = join(drafts.folder, `${profile}-${layout}`);
    await mkdir(store);
    await writeFile(
      join(store, 'root_meta_info.json'),
      '{"all_draft_store":[{"draft_id":"OTHER","draft_fold_path":"/x"}],"future":1.0}',
    );
    const archive = join(store, 'package.zip');
    await writeFile(archive, await zipOf(`profile=${profile}&layout=${layout}`));

    const installed = await installDraft({ archive, draftsFolder: store });
    expect(installed.findings).toEqual([]);
    const content = parseDraft(
      await readFile(
        join(installed.folder, profile.endsWith('mac') ? 'draft_info.json' : 'draft_content.json'),
      ),
    );
    expect(checkDraft(content)).toEqual([]);
    expect(content.platform).toMatchObject({
      app_source: profile.startsWith('capcut') ? 'cc' : 'lv',
      os: profile.endsWith('mac') ? 'mac' : 'windows',
    });
    expect(
      profile.startsWith('capcut') ? content.materials.common_mask : content.materials.masks,
    ).toMatchObject([{ resource_type: profile.startsWith('capcut') ? 'pentagram' : 'geometric_shape' }]);
    expect(JSON.stringify(content)).not.toContain('onereel_');
    const meta = JSON.parse(await readFile(join(installed.folder, 'draft_meta_info.json'), 'utf8')) as Body;
    expect(meta).toMatchObject({
      draft_name: 'my film: 1/2',
      draft_fold_path: installed.folder,
      draft_root_path: store,
      tm_duration: content.duration,
    });
    expect(meta.draft_materials[0].value.map((entry: Body) => entry.metetype)).toEqual([
      'video',
      'video',
      'music',
    ]);
    const index = await readFile(join(store, 'root_meta_info.json'), 'utf8');
    expect(JSON.parse(index).all_draft_store.map((entry: Body) => entry.draft_id)).toEqual([
      meta.draft_id,
      'OTHER',
    ]);
    expect(index).toContain('"future":1.0');

    await expect(installDraft({ archive, draftsFolder: store })).rejects.toMatchObject({ code: 'conflict' });
    await installed.rollBack();
    expect((await readdir(store)).sort()).toEqual(['package.zip', 'root_meta_info.json']);
  });

  it('is diagnosed: missing media, drifted copies, empty card', async () => {
    const store = join(drafts.folder, 'sick');
    await mkdir(store);
    const archive = join(drafts.folder, 'sick.zip');
    await writeFile(archive, await zipOf('profile=capcut-win'));
    const { folder: draft } = await installDraft({ archive, draftsFolder: store });
    const media = (await readdir(join(draft, 'Resources/local')))[0] ?? '';
    await rm(join(draft, 'Resources/local', media));
    await writeFile(join(draft, 'draft_info.json'), '{"tracks":[],"materials":{}}');
    await rm(join(draft, 'draft_meta_info.json'));
    const problems = diagnoseFolder(await readFolder(draft)).map(
      (finding) => `${finding.at}: ${finding.problem}`,
    );
    expect(problems).toEqual([
      expect.stringContaining('draft_info.json: it differs'),
      expect.stringContaining('draft_meta_info.json: it is missing'),
      expect.stringContaining(`Resources/local/${media} is not in the draft folder`),
    ]);
    await writeFile(join(draft, 'draft_content.json'), 'AAAA encrypted');
    expect(diagnoseFolder(await readFolder(draft))[0]?.problem).toContain('encrypted');
  });
});

describe('import', () => {
  it('keeps a dangling reference as it came, but packs none', async () => {
    const track =
      '{"id":"t","type":"text","segments":[{"id":"s","material_id":"m","target_timerange":{"start":0,"duration":1000000},"extra_material_refs":["gone","a"]}]}';
    const timeline = `{"tracks":[${track}],"materials":{"texts":[{"id":"m"}],"material_animations":[{"id":"a"}]}}`;
    const { body } = await drafts.send('POST', '/api/v1/drafts/import', timeline, {
      'content-type': 'application/json',
    });
    const content = `${drafts.url}/api/v1/drafts/${body.id}`;
    expect(await (await fetch(`${content}/content`)).text()).toBe(timeline);
    const zip = await unzip(Buffer.from(await (await fetch(`${content}/package`)).arrayBuffer()));
    const packed = parseDraft(String([...zip].find(([path]) => path.endsWith('draft_content.json'))?.[1]));
    expect(packed.tracks[0]?.segments[0]?.extra_material_refs).toEqual(['a']);
  });

  it('takes its own package back, media included', async () => {
    const { status, body } = await importZip(await zipOf('profile=jianying-win'));
    expect({ status, warnings: body.warnings, name: body.name, duration: body.duration }).toEqual({
      status: 201,
      warnings: [],
      name: 'my film_ 1_2',
      duration: expect.closeTo(20_000_000, -5),
    });
    const before = id;
    id = body.id;
    expect((await zipOf('profile=capcut-mac')).length).toBeGreaterThan(50_000);
    id = before;
  });

  it('keeps everything of a foreign timeline but what is edited', async () => {
    const timeline =
      '{"fps":30.0,"unknown":[1.50,{"deep":1e3}],"canvas_config":{"width":100,"height":100,"ratio":"custom"},"duration":1000000,"tracks":[{"id":"t","type":"text","segments":[' +
      '{"id":"s","material_id":"m","target_timerange":{"start":0,"duration":1000000},"speed":1.0,"future":true}]}],"materials":{"texts":[{"id":"m","content":"<size=5>[old]</size>","x":2.0}]}}';
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from(timeline), 'Some Draft/draft_info.json');
    zip.end();
    const imported = (await importZip(await buffer(zip.outputStream as Readable))).body;
    expect(imported).toMatchObject({ name: 'Some Draft', segments: 1 });
    const text = async (): Promise<string> =>
      (await fetch(`${drafts.url}/api/v1/drafts/${imported.id}/content`)).text();
    expect(await text()).toBe(timeline.slice(0, -1) + ',"name":"Some Draft"}');
    await drafts.post('update_segment', { draft_url: imported.draft_url, segment_id: 's', text: 'new' });
    expect(await text()).toBe(timeline.slice(0, -1).replace('[old]', '[new]') + ',"name":"Some Draft"}');
    await drafts.send('POST', `/api/v1/drafts/${imported.id}/undo`, { revision: 1 });
    expect(await text()).toContain('[old]');
    const copy = (await drafts.send('POST', `/api/v1/drafts/${imported.id}/duplicate`, { name: 'copy' }))
      .body;
    expect(copy).toMatchObject({ name: 'copy', segments: 1, revision: 1 });
    expect((await drafts.send('DELETE', `/api/v1/drafts/${imported.id}`)).status).toBe(204);
    expect((await drafts.send('GET', `/api/v1/drafts/${imported.id}`)).status).toBe(404);
    expect((await drafts.send('GET', `/api/v1/drafts/${copy.id}`)).status).toBe(200);
  });

  const hostile = (name: string): Promise<Buffer> => {
    const zip = new ZipFile();
    zip.addBuffer(Buffer.from('{"tracks":[],"materials":{}}'), 'x'.repeat(name.length), { compress: false });
    zip.end();
    return buffer(zip.outputStream as Readable).then((bytes) =>
      replaceAll(bytes, 'x'.repeat(name.length), name),
    );
  };
  it.each([
    '../evil.json',
    '/etc/passwd',
    'C:\\evil.json',
    'a\\..\\b.json',
    'a/../../b.json',
    'nul.json',
    'a/./b.json',
    'a\u0000b.json',
  ])('refuses the name %j', async (name) => {
    expect(await importZip(await hostile(name))).toMatchObject({
      status: 400,
      body: { code: 'draft_invalid' },
    });
  });

  it('refuses links, bombs, doubles, encrypted timelines and polluted JSON', async () => {
    const make = (fill: (zip: ZipFile) => void): Promise<Buffer> => {
      const zip = new ZipFile();
      fill(zip);
      zip.end();
      return buffer(zip.outputStream as Readable);
    };
    const cases: [string, Buffer, string][] = [
      [
        'link',
        await make((zip) => zip.addBuffer(Buffer.from('/etc/passwd'), 'draft_info.json', { mode: 0o120777 })),
        'draft_invalid',
      ],
      [
        'bomb',
        await make((zip) => zip.addBuffer(Buffer.alloc(30_000_000), 'draft_info.json')),
        'draft_invalid',
      ],
      [
        'double',
        await make((zip) => ['a.json', 'A.json'].forEach((name) => zip.addBuffer(Buffer.from('x'), name))),
        'draft_invalid',
      ],
      [
        'encrypted',
        await make((zip) => zip.addBuffer(Buffer.from('uYi83jdhfKJH=='), 'draft_content.json')),
        'draft_encrypted',
      ],
      [
        'polluted',
        await make((zip) =>
          zip.addBuffer(Buffer.from('{"tracks":[],"__proto__":{"a":1}}'), 'draft_content.json'),
        ),
        'draft_invalid',
      ],
      ['no timeline', await make((zip) => zip.addBuffer(Buffer.from('x'), 'readme.txt')), 'draft_invalid'],
      ['no zip', Buffer.from('PK nonsense'), 'draft_invalid'],
    ];
    for (const [what, zip, code] of cases)
      expect({ what, code: (await importZip(zip)).body.code }).toEqual({ what, code });
    expect(await readdir(join(drafts.service.folder, 'temp'))).toEqual([]);
  });
});

function replaceAll(bytes: Buffer, from: string, to: string): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = copy.indexOf(from); at >= 0; at = copy.indexOf(from, at + 1)) copy.write(to, at, 'latin1');
  return copy;
}
