import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { TaskOutput } from '@onereel/core';
import { ARTIFACT_STORE, type ArtifactStore } from '@onereel/core/engine';
import { parseByteRange, type RangeAnswer } from './byte-range';

export interface ArtifactResponse {
  /** Suggested file name; anything but letters, digits, dot, dash and underscore is replaced. */
  readonly filename: string;
  /** `attachment` makes browsers save instead of play. Default `inline`. */
  readonly disposition?: 'inline' | 'attachment';
}

/** A transfer may take as long as it needs; only one that stands still this long is cut. */
const IDLE_MS = 60_000;

/** Answers GET and HEAD with a stored file: ranges, revalidation, streaming. Handlers that use it take `@Res()`. */
@Injectable()
export class ArtifactResponder {
  constructor(@Inject(ARTIFACT_STORE) private readonly store: ArtifactStore) {}

  async send(
    request: IncomingMessage,
    response: ServerResponse,
    output: Pick<TaskOutput, 'key' | 'mediaType' | 'bytes' | 'sha256'>,
    options: ArtifactResponse,
  ): Promise<void> {
    const etag = `"${output.sha256}"`;
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', 'private, max-age=3600');
    if (isUnchanged(request.headers['if-none-match'], etag)) {
      response.writeHead(304).end();
      return;
    }
    const range = wantedRange(request, etag, output.bytes);
    describe(response, output, options);
    if (range.kind === 'unsatisfiable') {
      response.removeHeader('Content-Type');
      response.writeHead(416, { 'Content-Range': `bytes */${output.bytes}`, 'Content-Length': 0 }).end();
      return;
    }
    const part = range.kind === 'part' ? range : undefined;
    const stream = request.method === 'HEAD' ? undefined : await this.store.open(output.key, part);
    response.writeHead(part ? 206 : 200, lengthHeaders(part, output.bytes));
    if (!stream) {
      response.end();
      return;
    }
    response.setTimeout(IDLE_MS, () => response.destroy());
    await pipeline(stream, response).catch(ignoreBrokenTransfer);
  }
}

function wantedRange(request: IncomingMessage, etag: string, bytes: number): RangeAnswer {
  const condition = request.headers['if-range'];
  if (condition !== undefined && condition !== etag) return { kind: 'whole' };
  return parseByteRange(request.headers.range, bytes);
}

function isUnchanged(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}

function describe(
  response: ServerResponse,
  output: Pick<TaskOutput, 'mediaType'>,
  options: ArtifactResponse,
): void {
  const name = options.filename.replace(/[^\w.-]+/g, '_');
  response.setHeader('Content-Type', output.mediaType);
  response.setHeader('Content-Disposition', `${options.disposition ?? 'inline'}; filename="${name}"`);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

const lengthHeaders = (
  part: { start: number; end: number } | undefined,
  bytes: number,
): Record<string, string | number> =>
  part
    ? {
        'Content-Range': `bytes ${part.start}-${part.end}/${bytes}`,
        'Content-Length': part.end - part.start + 1,
      }
    : { 'Content-Length': bytes };

/** The head is out: a reader that went away, or a file that broke, can only be shown by cutting the connection. */
function ignoreBrokenTransfer(): void {
  return undefined;
}
