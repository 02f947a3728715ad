import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import { Answer } from './answer';

/** Writes an answer, or fails to, as its transport says. Resolves when the exchange is over. */
export async function sendAnswer(response: ServerResponse, answer: Answer, range?: string): Promise<void> {
  switch (answer.transport?.kind) {
    case 'drop':
      response.destroy();
      return;
    case 'hang':
      await new Promise((resolve) => response.once('close', resolve));
      return;
    case 'cut':
    case 'half':
    case 'trickle':
      return sendInPieces(response, answer);
    case 'delay':
      await wait(answer.transport.ms);
      break;
    default:
  }
  if (answer.file) return sendFile(response, answer, answer.file, range);
  const body = await bodyOf(answer);
  response.writeHead(answer.status, headersOf(answer, body.length)).end(body);
}

async function sendInPieces(response: ServerResponse, answer: Answer): Promise<void> {
  const { transport } = answer;
  const body = await bodyOf(answer);
  const part = body.subarray(0, Math.floor(body.length / 2));
  if (transport?.kind === 'half') {
    response.writeHead(answer.status, headersOf(answer, part.length)).end(part);
    return;
  }
  response.writeHead(answer.status, headersOf(answer, body.length));
  if (transport?.kind !== 'trickle') {
    response.write(part, () => response.destroy());
    return;
  }
  for (let at = 0; at < body.length && !response.destroyed; at += transport.bytes) {
    response.write(body.subarray(at, at + transport.bytes));
    await wait(transport.ms);
  }
  response.end();
}

async function sendFile(
  response: ServerResponse,
  answer: Answer,
  path: string,
  range?: string,
): Promise<void> {
  const { size } = await stat(path);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
  const start = from === undefined ? 0 : Number(from);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  const part = from === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` };
  response.writeHead(from === undefined ? answer.status : 206, {
    ...headersOf(answer, end - start + 1),
    'accept-ranges': 'bytes',
    ...part,
  });
  await pipeline(createReadStream(path, { start, end }), response).catch(() => undefined);
}

async function bodyOf(answer: Answer): Promise<Buffer> {
  if (answer.file) return readFile(answer.file);
  return Buffer.from(answer.json === undefined ? (answer.text ?? '') : JSON.stringify(answer.json));
}

const headersOf = (answer: Answer, length: number): Record<string, string | number> => ({
  'content-type': answer.contentType ?? (answer.json === undefined ? 'text/plain' : 'application/json'),
  'content-length': length,
  ...answer.headers,
});
