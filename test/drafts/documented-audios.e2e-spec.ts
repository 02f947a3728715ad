import { parseDraft, tracksOf } from '@onereel/capcut-draft';
import {
  PREFIX,
  serveFiles,
  startDraftService,
  type Body,
  type DraftServiceUnderTest,
  type FileServer,
} from './draft-service';
import { sampleMedia } from './sample-media';

let service: DraftServiceUnderTest;
let files: FileServer;
let draftUrl: string;

beforeAll(async () => {
  const media = await sampleMedia();
  const sounds = ['background_music', 'sound_effect', 'voiceover', 'narration'].map((name, i) => [
    `${name}.mp3`,
    i === 0 ? media['music.mp3'] : media['voice.wav'],
  ]);
  files = await serveFiles(Object.fromEntries(sounds) as Record<string, Buffer>);
  service = await startDraftService();
});
beforeEach(async () => {
  draftUrl = (await service.post('create_draft', {})).body.draft_url;
});
afterAll(async () => {
  await service.close();
  await files.close();
});

/** What the draft plays: start, length, volume and fades per sound. */
async function played(): Promise<unknown[]> {
  const id = new URL(draftUrl).searchParams.get('draft_id') ?? '';
  const document = parseDraft(await (await fetch(`${service.url}/api/v1/drafts/${id}/content`)).text());
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

/** The documented examples of add_audios, with only the hosts changed. */
describe('the documented calls of add_audios', () => {
  const curl = (body: string): Promise<Body> =>
    service.send(
      'POST',
      `${PREFIX}/add_audios`,
      body.replaceAll('https://assets.jcaigc.cn', files.url).replace('DRAFT', draftUrl),
      { 'content-type': 'application/json' },
    );

  it('add one background music', async () => {
    const answer = await curl(`{
      "draft_url": "DRAFT",
      "audios": [
        { "audio_url": "https://assets.jcaigc.cn/background_music.mp3", "volume": 0.7, "fade_in": 2000000, "fade_out": 3000000 }
      ]
    }`);
    expect(answer).toMatchObject({
      status: 200,
      body: { code: 0, draft_url: draftUrl, tip_url: expect.stringMatching(/^http/) },
    });
    expect(await played()).toEqual([[0, 20, 0.7, [2_000_000, 3_000_000]]]);
  });

  it('add several sounds that overlap', async () => {
    const answer = await curl(`{
      "draft_url": "DRAFT",
      "audios": [
        { "audio_url": "https://assets.jcaigc.cn/background_music.mp3", "volume": 0.6, "fade_in": 2000000, "fade_out": 2000000 },
        { "audio_url": "https://assets.jcaigc.cn/sound_effect.mp3", "volume": 1.2, "start_time": 5000000 },
        { "audio_url": "https://assets.jcaigc.cn/voiceover.mp3", "volume": 1.0, "start_time": 10000000, "duration": 30000000 }
      ]
    }`);
    expect(answer.status).toBe(200);
    expect(await played()).toEqual([
      [0, 20, 0.6, [2_000_000, 2_000_000]],
      [5_000_000, 3, 1.2, []],
      [10_000_000, 3, 1, []],
    ]);
  });

  it('work from JavaScript', async () => {
    const addAudios = async (url: string, audioList: object[]): Promise<Body> => {
      const response = await fetch(`${service.url}/openapi/capcut-mate/v1/add_audios`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ draft_url: url, audios: audioList }),
      });
      return response.json();
    };
    const result = await addAudios(draftUrl, [
      { audio_url: `${files.url}/background_music.mp3`, volume: 0.7, fade_in: 2000000, fade_out: 3000000 },
      { audio_url: `${files.url}/sound_effect.mp3`, volume: 1.0, start_time: 5000000 },
    ]);
    expect(result.draft_url).toBe(draftUrl);
    expect(await played()).toHaveLength(2);
  });
});
