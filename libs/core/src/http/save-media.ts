import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable, Transform, TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GatewayError } from '../errors/gateway-error';
import { SNIFF_BYTES, sniffMedia } from '../media/sniff';
import { FetchSubject, fetchFailure } from './fetch-failure';

export type MediaKind = 'image' | 'video' | 'audio';

export interface FetchedFile {
  readonly bytes: number;
  readonly sha256: string;
  /** By magic bytes when media was asked for, otherwise as declared. */
  readonly mediaType: string;
}

export interface SaveOptions extends FetchSubject {
  readonly accept?: readonly MediaKind[];
  readonly declaredType?: string;
  readonly signal?: AbortSignal;
}

/** Writes a stream to a new file while hashing and sniffing; wrong content stops it after the first 4 KB. */
export async function saveMedia(source: Readable, path: string, options: SaveOptions): Promise<FetchedFile> {
  const inspector = new Inspector(options);
  const target = createWriteStream(path, { flags: 'wx' });
  const closed = new Promise<void>((resolve) => target.once('close', resolve));
  let created = false;
  target.once('open', () => (created = true));
  try {
    await pipeline(source, inspector, target);
  } catch (error) {
    // A source that fails at once does so while the file is still being made.
    await closed;
    if (created) await rm(path, { force: true });
    if (options.signal?.aborted) throw options.signal.reason;
    throw error;
  }
  return inspector.facts();
}

class Inspector extends Transform {
  private readonly hash = createHash('sha256');
  private head: Buffer = Buffer.alloc(0);
  private bytes = 0;
  private mediaType: string | undefined;

  constructor(private readonly options: SaveOptions) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(chunk);
    this.bytes += chunk.length;
    if (this.head.length < SNIFF_BYTES) {
      this.head = Buffer.concat([this.head, chunk.subarray(0, SNIFF_BYTES - this.head.length)]);
      if (this.head.length === SNIFF_BYTES) return done(this.inspect() ?? null, chunk);
    }
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.head.length < SNIFF_BYTES ? this.inspect() : null);
  }

  facts(): FetchedFile {
    return {
      bytes: this.bytes,
      sha256: this.hash.digest('hex'),
      mediaType: this.mediaType ?? this.options.declaredType ?? 'application/octet-stream',
    };
  }

  private inspect(): GatewayError | null {
    const { accept } = this.options;
    if (accept === undefined) return null;
    const sniffed = sniffMedia(this.head);
    if (!sniffed.ok) return wrongContent(sniffed.reason, this.options);
    if (!accept.includes(sniffed.media.kind)) {
      return wrongContent(`it is ${sniffed.media.kind}, not ${accept.join(' or ')}`, this.options);
    }
    this.mediaType = sniffed.media.mimeType;
    return null;
  }
}

function wrongContent(reason: string, options: SaveOptions): GatewayError {
  const onlyImages = options.accept?.length === 1 && options.accept[0] === 'image';
  if (options.purpose === 'output' || !onlyImages) return fetchFailure('wrong_type', `${reason}.`, options);
  const name = options.field ?? 'The input file';
  return new GatewayError('invalid_image', {
    message: `${name} is not a readable image: ${reason}.`,
    param: options.field,
  });
}
