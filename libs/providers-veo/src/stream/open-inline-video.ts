import { Readable } from 'node:stream';
import type { OutputStream } from '@onereel/core';
import { INLINE_KEYS } from '../wire/google-operation';
import { inlineVideo } from './inline-video';

/** A video inside an answer as a stream. Waits for its first bytes, so that a missing one is an error and no broken stream. */
export async function openInlineVideo(source: NodeJS.ReadableStream, index: number): Promise<OutputStream> {
  const bytes = inlineVideo(source, INLINE_KEYS, index);
  const first = await bytes.next();
  return { stream: Readable.from(startingWith(first, bytes), { objectMode: false }), mediaType: 'video/mp4' };
}

async function* startingWith(
  first: IteratorResult<Buffer, void>,
  rest: AsyncGenerator<Buffer, void>,
): AsyncGenerator<Buffer, void> {
  try {
    if (!first.done) yield first.value;
    yield* rest;
  } finally {
    await rest.return();
  }
}
