import { GatewayError } from '@onereel/core';
import { JsonStringScanner, JsonStringSink } from './json-string-scanner';

/** Longer strings cannot be one of the wanted keys. */
const MAX_KEY = 64;

/**
 * Decodes the n-th base64 value (from 0) under one of the keys while the JSON arrives.
 * @throws `output_expired` when there is none, `output_unreachable` when the body ends inside it
 */
export async function* inlineVideo(
  source: NodeJS.ReadableStream,
  keys: readonly string[],
  index: number,
): AsyncGenerator<Buffer, void> {
  const finder = new ValueFinder(keys, index);
  const scanner = new JsonStringScanner(finder);
  let carry = '';
  for await (const chunk of source) {
    scanner.write(Buffer.from(chunk as Uint8Array));
    const text = carry + finder.take();
    const whole = text.length - (text.length % 4);
    carry = text.slice(whole);
    if (whole > 0) yield Buffer.from(text.slice(0, whole), 'base64');
    if (finder.state === 'after') break;
  }
  if (finder.state === 'before') {
    throw new GatewayError('output_expired', { message: 'The vendor no longer has the video of this task.' });
  }
  if (finder.state === 'inside') {
    throw new GatewayError('output_unreachable', { message: 'The answer ended in the middle of the video.' });
  }
  if (carry !== '') yield Buffer.from(carry, 'base64');
}

class ValueFinder implements JsonStringSink {
  state: 'before' | 'inside' | 'after' = 'before';
  /** The last string, and what follows it. */
  private last = '';
  private gap = '';
  private found = '';

  constructor(
    private readonly keys: readonly string[],
    private left: number,
  ) {}

  /** What was found since the last call. */
  take(): string {
    const { found } = this;
    this.found = '';
    return found;
  }

  between(bytes: Buffer): void {
    if (this.gap.length < MAX_KEY) this.gap += bytes.toString('latin1').trim();
  }

  open(): void {
    const isWanted = this.gap === ':' && this.keys.includes(this.last);
    if (isWanted && this.state === 'before') {
      if (this.left === 0) this.state = 'inside';
      this.left -= 1;
    }
    this.last = '';
    this.gap = '';
  }

  inside(bytes: Buffer): void {
    if (this.state === 'inside') this.found += bytes.toString('latin1');
    else if (this.last.length < MAX_KEY) this.last += bytes.toString('latin1', 0, MAX_KEY);
  }

  /** Serializers write `/` and `=` of base64 as escapes, and some break its lines. */
  escape(sequence: string): void {
    if (this.state !== 'inside') return;
    try {
      this.found += String(JSON.parse(`"${sequence}"`)).trim();
    } catch {
      throw new GatewayError('provider_bad_response', { message: 'The answer holds an unreadable video.' });
    }
  }

  close(): void {
    if (this.state === 'inside') this.state = 'after';
  }
}
