import { Readable } from 'node:stream';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { ENGINE_SETTINGS, type EngineSettings } from '../../apps/gateway/src/engine/engine-settings';
import { SignedFiles } from '../../apps/gateway/src/http/files/signed-files';
import { type TestGateway, startTestGateway } from './test-gateway';

describe('links to stored files', () => {
  let gateway: TestGateway;
  let path: string;
  beforeAll(async () => {
    gateway = await startTestGateway({ publicUrl: 'https://video.example.com' });
    const store = gateway.app.get<ArtifactStore>(ARTIFACT_STORE);
    const { key } = await store.put('inputs/ab/photo.png', Readable.from(['pixels']), {
      mediaType: 'image/png',
    });
    path = gateway.app.get(SignedFiles).path(key);
  });
  afterAll(() => gateway.close());

  const fetchWithoutKey = (link: string, init: { method?: string } = {}): Promise<Response> =>
    gateway.fetch(link, { ...init, headers: { authorization: '' } });

  it('open the file without an API key', async () => {
    const response = await fetchWithoutKey(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toBe('inline; filename="photo.png"');
    expect(await response.text()).toBe('pixels');
    expect((await fetchWithoutKey(path, { method: 'HEAD' })).headers.get('content-length')).toBe('6');
  });

  it('are handed to vendors under the public address only', () => {
    const { links } = gateway.app.get<EngineSettings>(ENGINE_SETTINGS);
    expect(links.input?.('inputs/ab/photo.png')).toMatch(
      /^https:\/\/video\.example\.com\/files\/inputs\/ab\/photo\.png\?expires=\d+&signature=[\w-]{43}$/,
    );
    expect(links.content('vid_1', 'video')).toBe('https://video.example.com/v1/videos/vid_1/content');
    expect(links.content('vid_1', 'video-2')).toBe(
      'https://video.example.com/v1/videos/vid_1/content?output=video-2',
    );
  });

  it.each([
    ['another file', (link: string) => link.replace('photo', 'phot0')],
    ['a way out of the folder', (link: string) => link.replace('ab/photo.png', '..%2f..%2fsecret.key')],
    ['a later end', (link: string) => link.replace(/expires=\d+/, 'expires=9999999999')],
    ['no signature', (link: string) => link.replace(/&signature=.*/, '')],
    ['two signatures', (link: string) => `${link}&signature=x`],
  ])('refuse %s', async (_name, change) => {
    const response = await fetchWithoutKey(change(path));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'permission_denied' } });
  });

  it('keep their signature out of the log', () => {
    expect(gateway.logged()).toContain('signature=[redacted]');
    expect(gateway.logged()).not.toContain(new URL(path, 'http://x').searchParams.get('signature'));
  });
});
