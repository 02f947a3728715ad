import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { InputReader } from '../../provider/call-context';
import { InputRole, VideoInput } from '../../request/video-request';

const SIDE = 512;

/** A real picture: 512x512, PNG. */
export const SAMPLE_IMAGE: Buffer = makePng(SIDE);

/** An input of the given role that holds {@link SAMPLE_IMAGE}. */
export const sampleInput = (role: InputRole = 'first_frame'): VideoInput => ({
  role,
  source: {
    kind: 'stored',
    key: 'inputs/sample.png',
    sha256: createHash('sha256').update(SAMPLE_IMAGE).digest('hex'),
    bytes: SAMPLE_IMAGE.length,
    mediaType: 'image/png',
  },
});

/** Reads every input as {@link SAMPLE_IMAGE}; remote ones keep their URL. */
export class SampleInputs implements InputReader {
  private folder: Promise<string> | undefined;

  async file(): ReturnType<InputReader['file']> {
    this.folder ??= mkdtemp(join(tmpdir(), 'onereel-kit-'));
    const path = join(await this.folder, 'sample.png');
    await writeFile(path, SAMPLE_IMAGE);
    return { path, mediaType: 'image/png', bytes: SAMPLE_IMAGE.length };
  }

  base64(): ReturnType<InputReader['base64']> {
    return Promise.resolve({ data: SAMPLE_IMAGE.toString('base64'), mediaType: 'image/png' });
  }

  url(input: VideoInput): Promise<string | undefined> {
    return Promise.resolve(input.source.kind === 'url' ? input.source.url : undefined);
  }

  async close(): Promise<void> {
    if (this.folder !== undefined) await rm(await this.folder, { recursive: true, force: true });
  }
}

function makePng(side: number): Buffer {
  const rows = Buffer.alloc(side * (1 + side * 3));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++)
      rows.writeUIntBE((x >> 1) * 65536 + (y >> 1) * 256 + 128, y * (1 + side * 3) + 1 + x * 3, 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(data.length + 12);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), data.length + 8);
  return chunk;
}
