import type { IncomingMessage } from 'node:http';
import { GatewayError } from '@onereel/core';

const RAW_BODY = Symbol.for('onereel.raw-body');

interface WithRawBody {
  [RAW_BODY]?: Promise<Buffer> | undefined;
}

/**
 * The body's bytes, read on first use and kept on the request: schemes that sign the body need exactly these. Throws
 * `payload_too_large` beyond `maxBytes`, `unsupported_media_type` for compressed bodies.
 */
export function rawBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const holder = request as IncomingMessage & WithRawBody;
  holder[RAW_BODY] ??= read(request, maxBytes);
  return holder[RAW_BODY];
}

/** Lets go of the bytes once they are parsed: bodies may be large. */
export function releaseRawBody(request: object): void {
  (request as WithRawBody)[RAW_BODY] = undefined;
}

async function read(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw new GatewayError('unsupported_media_type', {
      message: `Content-Encoding "${encoding}" is not accepted. Send the body uncompressed.`,
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
  return collect(request, maxBytes);
}

/** Not `for await`: leaving that loop destroys the connection, and with it the error answer. */
function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        chunks.length = 0;
        reject(tooLarge(maxBytes));
      } else chunks.push(chunk);
    });
    request.once('end', () => resolve(Buffer.concat(chunks)));
    request.once('error', reject);
    request.once('close', () => {
      if (request.complete) return;
      reject(
        new GatewayError('invalid_request', { message: 'The connection closed before the body ended.' }),
      );
    });
  });
}

const tooLarge = (maxBytes: number): GatewayError =>
  new GatewayError('payload_too_large', {
    message: `The body is larger than ${Math.floor(maxBytes / 1_048_576)} MB. Send large media as multipart files or URLs, or raise ONEREEL_MAX_BODY_MB.`,
  });
