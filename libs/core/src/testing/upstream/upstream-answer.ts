import { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RecordedExchange, RecordedResponse, UpstreamCall } from './recorded-exchange';

const PIECES = 10;
const PIECE_DELAY_MS = 30;
const TEXT_TYPES = /json|text|xml|x-www-form-urlencoded/;

/** Sends the recorded answer, or the fault instead of it. */
export async function answer(
  exchange: RecordedExchange,
  call: UpstreamCall,
  response: ServerResponse,
  origin: string,
): Promise<void> {
  if (exchange.fault === 'drop_after_accept') {
    response.destroy();
    return;
  }
  const recorded =
    typeof exchange.response === 'function' ? exchange.response(call) : (exchange.response ?? {});
  const { headers, bytes } = encode(recorded, origin);
  const body = exchange.fault === 'malformed_json' ? Buffer.from('{"data": {"id": "tas') : bytes;
  response.writeHead(recorded.status ?? 200, headers);
  if (exchange.fault !== 'slow_body') {
    response.end(body);
    return;
  }
  await drip(response, body);
}

function encode(
  recorded: RecordedResponse,
  origin: string,
): { headers: Record<string, string>; bytes: Buffer } {
  const { body } = recorded;
  const named = Object.fromEntries(
    Object.entries(recorded.headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      placeOrigin(value, origin),
    ]),
  );
  if (Buffer.isBuffer(body))
    return { headers: { 'content-type': 'application/octet-stream', ...named }, bytes: body };
  if (typeof body === 'string') {
    const headers = { 'content-type': 'text/plain; charset=utf-8', ...named };
    const text = TEXT_TYPES.test(headers['content-type']) ? placeOrigin(body, origin) : body;
    return { headers, bytes: Buffer.from(text) };
  }
  const text = body === undefined ? '' : placeOrigin(JSON.stringify(body), origin);
  return { headers: { 'content-type': 'application/json', ...named }, bytes: Buffer.from(text) };
}

const placeOrigin = (text: string, origin: string): string => text.replaceAll('{{origin}}', origin);

async function drip(response: ServerResponse, body: Buffer): Promise<void> {
  const size = Math.max(1, Math.ceil(body.length / PIECES));
  for (let at = 0; at < body.length && !response.destroyed; at += size) {
    response.write(body.subarray(at, at + size));
    await sleep(PIECE_DELAY_MS);
  }
  response.end();
}
