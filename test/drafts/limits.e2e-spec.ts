import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sampleMedia } from './sample-media';
import { useDrafts } from './use-drafts';

const drafts = useDrafts(() => ({
  limits: { segments: 3, materials: 2 },
}));
const { at } = drafts;
const image = (name: string, start: number) => ({
  image_url: at(name),
  start_time: start,
  duration: 1_000_000,
});

describe('what a draft may hold', () => {
  it('segments and media are counted, and one too many changes nothing', async () => {
    const { draft_url } = await drafts.create();
    const add = (images: object[]) => drafts.post('add_images', { draft_url, images });
    expect((await add([image('picture.png', 0), image('moving.gif', 1_000_000)])).status).toBe(200);
    const tooMany = await add([image('picture.png', 0)]);
    expect(tooMany).toMatchObject({
      status: 400,
      body: { message: expect.stringMatching(/3 media; at most 3 and 2/) as unknown },
    });
    const captions = [0, 1].map((i) => ({ start: i * 1e6, end: i * 1e6 + 1e6, text: 'a' }));
    expect((await drafts.post('add_captions', { draft_url, captions })).body).toMatchObject({
      message: expect.stringMatching(/4 segments/) as unknown,
    });
    expect((await drafts.post('save_draft', { draft_url })).body.revision).toBe(2);
  });

  it.each([
    ['longer than allowed', 'add_audios', 'audios', 'audio_url', 'music.mp3', 400, /longer than 10 seconds/],
    [
      'more pixels than allowed',
      'add_images',
      'images',
      'image_url',
      'picture.png',
      400,
      /more than 100000 pixels/,
    ],
  ])('a file with %s is refused', async (_, route, list, key, name, status, message) => {
    const small = await drafts.another({ materialLimits: { seconds: 10, pixels: 100_000 } });
    const { draft_url } = (await small.post('create_draft', {})).body;
    const answer = await small.post(route, { draft_url, [list]: [{ [key]: at(name) }] });
    expect(answer).toMatchObject({
      status,
      body: { param: `${list}[0].${key}`, message: expect.stringMatching(message) as unknown },
    });
  });
});

describe('fetching', () => {
  it('takes several files at a time', async () => {
    const { 'moving.gif': gif } = await sampleMedia();
    const open: ServerResponse[] = [];
    // Nobody is served before two have asked: one after the other would wait for ever.
    const server = createServer((_, response) => {
      open.push(response);
      if (open.length === 2)
        open.splice(0).forEach((each, i) => each.end(Buffer.concat([gif, Buffer.from([i])])));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { draft_url } = await drafts.create();
    const images = ['a', 'b'].map((name) => ({ image_url: `${url}/${name}.gif`, duration: 1_000_000 }));
    expect((await drafts.post('add_images', { draft_url, images })).body).toMatchObject({ code: 0 });
    server.close();
  });
});
