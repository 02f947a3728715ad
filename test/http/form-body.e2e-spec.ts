import { createServer, request as rawRequest, type Server } from 'node:http';
import fs, { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayError } from '@onereel/core';
import { type FormBody, readForm } from '../../apps/gateway/src/http/body/form-body';

const LIMITS = { maxTextBytes: 2_000, maxFileBytes: 100_000, maxFiles: 2, maxFields: 5 };

type Outcome = { body: FormBody } | { error: unknown };

describe('readForm', () => {
  let folder: string;
  let server: Server;
  let url: string;
  let outcomes: Outcome[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onereel-form-'));
    server = createServer((request, response) => {
      readForm(request, LIMITS, folder).then(
        (body) => {
          outcomes.push({ body });
          response.end('read');
        },
        (error: unknown) => {
          outcomes.push({ error });
          response.writeHead(GatewayError.isInstance(error) ? error.status : 500).end('refused');
        },
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    outcomes = [];
    // What a failed test left must not fail the next one too.
    for (const left of readdirSync(folder)) rmSync(join(folder, left), { recursive: true });
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const send = async (body: FormData | URLSearchParams): Promise<Outcome> => {
    await (await fetch(url, { method: 'POST', body })).text();
    return outcomes[0];
  };
  const form = (...entries: [string, string | Blob, string?][]): FormData => {
    const data = new FormData();
    for (const [name, value, filename] of entries) {
      if (typeof value === 'string') data.append(name, value);
      else data.append(name, value, filename);
    }
    return data;
  };

  it('names a full disk and leaves nothing on it', async () => {
    const { createWriteStream } = fs;
    // The system's own device for this: every write to it finds no room.
    const full = jest.spyOn(fs, 'createWriteStream').mockImplementation(() => createWriteStream('/dev/full'));
    try {
      const outcome = await send(form(['image', new Blob([Buffer.alloc(70_000)]), 'a.png']));
      expect(outcome).toMatchObject({ error: { code: 'disk_full', status: 507 } });
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      full.mockRestore();
    }
  });

  it('nests fields and puts files on disk', async () => {
    const bytes = Buffer.alloc(70_000, 7);
    const outcome = await send(
      form(
        ['prompt', 'ein Meer 海'],
        ['metadata[shot]', '12a'],
        ['images[]', new Blob([bytes], { type: 'image/png' }), '../../etc/ünï.png'],
        ['images[]', new Blob(['tiny'], { type: 'text/plain' }), 'b'],
      ),
    );
    if (!('body' in outcome)) throw outcome.error;
    const { fields, files, dispose } = outcome.body;
    expect(fields).toEqual({ prompt: 'ein Meer 海', metadata: { shot: '12a' } });
    expect(files).toMatchObject([
      { field: 'images[]', name: 'images', bytes: 70_000, claimedMediaType: 'image/png' },
      { field: 'images[]', name: 'images', bytes: 4 },
    ]);
    expect(readFileSync(files[0].path).equals(bytes)).toBe(true);
    expect(
      files.every(({ path }) => path.startsWith(folder) && /^[\w-]+$/.test(path.split('/').at(-1) ?? '')),
    ).toBe(true);
    await dispose();
    expect(existsSync(files[0].path)).toBe(false);
  });

  it('keeps the order of the files when the first takes longest to write', async () => {
    const { createWriteStream } = fs;
    const open = (...args: unknown[]): unknown => setTimeout(() => Reflect.apply(fs.open, fs, args), 100);
    const slow = jest
      .spyOn(fs, 'createWriteStream')
      .mockImplementationOnce((path, options) =>
        createWriteStream(path, { ...(options as object), fs: { ...fs, open } }),
      );
    try {
      const outcome = await send(
        form(['images', new Blob(['first']), 'a'], ['images', new Blob(['second']), 'b']),
      );
      expect(outcome).toMatchObject({
        body: {
          files: [
            { claimedFilename: 'a', bytes: 5 },
            { claimedFilename: 'b', bytes: 6 },
          ],
        },
      });
    } finally {
      slow.mockRestore();
    }
  });

  it('reads urlencoded forms', async () => {
    const outcome = await send(
      new URLSearchParams({ prompt: 'a b&c', 'image[image_url]': 'https://x/y?z=1' }),
    );
    expect(outcome).toMatchObject({
      body: { fields: { prompt: 'a b&c', image: { image_url: 'https://x/y?z=1' } }, files: [] },
    });
  });

  it.each<[string, () => FormData | URLSearchParams, string, RegExp]>([
    [
      'a file that is too large',
      () => form(['image', new Blob([Buffer.alloc(100_001)]), 'a']),
      'payload_too_large',
      /"image" is larger/,
    ],
    [
      'too many files',
      () => form(...[1, 2, 3].map((n) => [`f${n}`, new Blob(['x']), 'x'] as [string, Blob, string])),
      'payload_too_large',
      /at most 2 files/,
    ],
    [
      'too many fields',
      () => form(...[1, 2, 3, 4, 5, 6].map((n) => [`f${n}`, 'x'] as [string, string])),
      'payload_too_large',
      /at most 5 fields/,
    ],
    ['one long field', () => form(['prompt', 'x'.repeat(2_100)]), 'payload_too_large', /text fields/],
    [
      'long fields together',
      () => form(['a', 'x'.repeat(1_500)], ['b', 'x'.repeat(1_500)]),
      'payload_too_large',
      /text fields/,
    ],
    [
      'a long urlencoded field',
      () => new URLSearchParams({ prompt: 'x'.repeat(2_100) }),
      'payload_too_large',
      /text fields/,
    ],
    ['a reserved name', () => form(['__proto__[a]', '1']), 'invalid_parameter', /reserved name/],
    [
      'a reserved name on a file',
      () => form(['__proto__', new Blob(['x']), 'x']),
      'invalid_parameter',
      /reserved name/,
    ],
    ['a crooked name', () => form(['a[b', '1']), 'invalid_parameter', /is not a field name/],
  ])('refuses %s, answers, and leaves no file', async (_name, body, code, message) => {
    const outcome = await send(body());
    if (!('error' in outcome)) throw new Error('it was read');
    expect(outcome.error).toMatchObject({ code, message: expect.stringMatching(message) as unknown });
    expect(readdirSync(folder)).toEqual([]);
  });

  const sendRaw = (type: string, body: string, cut = false): Promise<void> =>
    new Promise((resolve) => {
      const request = rawRequest(url, {
        method: 'POST',
        headers: { 'content-type': type, 'content-length': body.length + (cut ? 1000 : 0) },
      });
      request.once('response', (response) => response.resume().once('end', resolve));
      request.once('error', () => resolve());
      request.write(body, () => {
        if (cut) setTimeout(() => request.destroy(), 50);
        else request.end();
      });
    });
  const PART = '--b\r\nContent-Disposition: form-data; name="image"; filename="a"\r\n\r\nabc';

  it.each([
    ['no boundary', 'multipart/form-data', PART],
    ['a form that stops in the middle', 'multipart/form-data; boundary=b', PART],
  ])('refuses %s', async (_name, type, body) => {
    await sendRaw(type, body);
    expect(outcomes[0]).toMatchObject({ error: { code: 'invalid_request' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('cleans up after a client that goes away', async () => {
    await sendRaw('multipart/form-data; boundary=b', PART, true);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(outcomes[0]).toMatchObject({ error: { code: 'invalid_request' } });
    expect(readdirSync(folder)).toEqual([]);
  });
});
