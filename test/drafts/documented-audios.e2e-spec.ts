import { execFile, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseDraft, tracksOf } from '@onereel/capcut-draft';
import { serveFiles, startDraftService, type DraftServiceUnderTest, type FileServer } from './draft-service';
import { sampleMedia } from './sample-media';

const run = promisify(execFile);
/** The draft that the documentation's examples name. */
const DOCUMENTED = '2025092811473036584258';
const has = (program: string, ...args: string[]): boolean => spawnSync(program, args).status === 0;
const withCurl = has('curl', '--version');
const withPython = has('python3', '-c', 'import requests');

let service: DraftServiceUnderTest;
let files: FileServer;

beforeAll(async () => {
  const media = await sampleMedia();
  const sounds = ['background_music', 'sound_effect', 'voiceover', 'narration'].map((name, i) => [
    `${name}.mp3`,
    i === 0 ? media['music.mp3'] : media['voice.wav'],
  ]);
  files = await serveFiles(Object.fromEntries(sounds) as Record<string, Buffer>);
});
beforeEach(async () => {
  service = await startDraftService({
    now: () => Date.parse('2025-09-28T11:47:30Z'),
    newId: () => DOCUMENTED.slice(14) + randomBytes(12).toString('hex'),
  });
  expect((await service.post('create_draft', {})).body.draft_id).toBe(DOCUMENTED);
});
afterEach(() => service.close());
afterAll(() => files.close());

/** A documented program as it is printed, only its hosts changed. */
async function program(name: string): Promise<string> {
  return (await readFile(join(__dirname, '..', 'seeds', name), 'utf8'))
    .replaceAll(/https:\/\/(capcut-mate|api\.assets)\.jcaigc\.cn/g, service.url)
    .replaceAll('https://assets.jcaigc.cn', files.url);
}

/** What the draft plays: start, length, volume and fades per sound. */
async function played(): Promise<unknown[]> {
  const text = await (await fetch(`${service.url}/api/v1/drafts/${DOCUMENTED}/content`)).text();
  const document = parseDraft(text);
  const fades = new Map(
    document.materials.audio_fades?.map((fade) => [fade.id, [fade.fade_in_duration, fade.fade_out_duration]]),
  );
  return tracksOf(document)
    .filter((track) => track.type === 'audio')
    .flatMap((track) => track.segments)
    .map(({ target, volume, refs }) => [
      target.start,
      Math.round(target.duration / 1e6),
      volume,
      refs.flatMap((ref) => fades.get(ref) ?? []),
    ]);
}

const draftUrl = (): string => `${service.url}/openapi/capcut-mate/v1/get_draft?draft_id=${DOCUMENTED}`;

/** The documented programs of add_audios. */
describe('the documented programs of add_audios', () => {
  const curl = async (name: string): Promise<object> => {
    const { stdout } = await run('sh', ['-c', await program(name)]);
    return JSON.parse(stdout) as object;
  };
  const itWithCurl = withCurl ? it : it.skip;
  const itWithPython = withPython ? it : it.skip;
  const missing = (there: boolean, what: string): string => (there ? '' : ` (skipped: no ${what} here)`);

  itWithCurl(`cURL: one background music${missing(withCurl, 'curl')}`, async () => {
    const tip_url = expect.stringMatching(/^http/) as unknown;
    expect(await curl('add-audios-one.sh')).toMatchObject({ code: 0, draft_url: draftUrl(), tip_url });
    expect(await played()).toEqual([[0, 20, 0.7, [2_000_000, 3_000_000]]]);
  });

  itWithCurl(`cURL: several sounds that overlap${missing(withCurl, 'curl')}`, async () => {
    expect(await curl('add-audios-several.sh')).toMatchObject({ code: 0, draft_url: draftUrl() });
    expect(await played()).toEqual([
      [0, 20, 0.6, [2_000_000, 2_000_000]],
      [5_000_000, 3, 1.2, []],
      [10_000_000, 3, 1, []],
    ]);
  });

  it('JavaScript', async () => {
    // A page resolves addresses against its own; Node has none.
    const page = `const send = fetch; globalThis.fetch = (path, init) => send(new URL(path, '${service.url}'), init);\n`;
    const source = page + (await program('fixtures/add-audios.mjs'));
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', source]);
    expect(stdout).toContain('Audio added successfully:');
    expect(stdout).toContain(draftUrl());
    expect(await played()).toEqual([
      [0, 20, 0.7, [2_000_000, 3_000_000]],
      [5_000_000, 3, 1, []],
    ]);
  });

  itWithPython(`Python${missing(withPython, 'python3 with requests')}`, async () => {
    const env = { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1' };
    const { stdout } = await run('python3', ['-c', await program('add-audios.py')], { env });
    expect(stdout.trim()).toBe(`Audio added successfully: ${draftUrl()}`);
    expect(await played()).toEqual([
      [0, 20, 0.8, [2_000_000, 2_000_000]],
      [10_000_000, 3, 1, []],
    ]);
  });
});
