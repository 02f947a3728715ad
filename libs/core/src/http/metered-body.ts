import { Readable, Transform, TransformCallback, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { FetchSubject, fetchFailure } from './fetch-failure';
import { FetchGuard } from './fetch-guard';

const DECODERS: Record<string, () => Transform> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
};

export interface MeterOptions extends FetchSubject {
  readonly maxBytes: number;
  readonly contentEncoding?: string;
}

/** The body, decoded and counted after decoding: whatever header lied, it ends with an error beyond `maxBytes`. */
export function meteredBody(source: Readable, options: MeterOptions, guard: FetchGuard): Readable {
  const meter = new Meter(options, guard);
  const encoding = options.contentEncoding?.trim().toLowerCase() ?? 'identity';
  const decoder = encoding === 'identity' || encoding === '' ? undefined : DECODERS[encoding];
  const stages: Transform[] = decoder === undefined ? [] : [decoder()];
  for (const stage of [source, ...stages]) stage.on('error', (error) => meter.destroy(asError(guard, error)));
  // pipeline() reports through the meter, which the reader watches.
  pipeline([source, ...stages, meter], () => guard.stop());
  if (encoding !== 'identity' && encoding !== '' && decoder === undefined) {
    meter.destroy(fetchFailure('status', 'the server used an unknown content encoding.', options));
  }
  return meter;
}

const asError = (guard: FetchGuard, error: unknown): Error => {
  const explained = guard.explain(error);
  return explained instanceof Error ? explained : new Error('aborted', { cause: explained });
};

class Meter extends Transform {
  private bytes = 0;

  constructor(
    private readonly options: MeterOptions,
    private readonly guard: FetchGuard,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes > this.options.maxBytes) {
      done(fetchFailure('too_large', `it is larger than ${this.options.maxBytes} bytes.`, this.options));
      return;
    }
    if (this.push(chunk)) this.guard.touch();
    else this.guard.rest();
    done();
  }

  override _read(size: number): void {
    this.guard.touch();
    super._read(size);
  }
}
