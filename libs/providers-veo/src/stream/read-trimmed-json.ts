import { GatewayError } from '@onereel/core';
import { JsonStringScanner, JsonStringSink } from './json-string-scanner';

/** Nothing a decision depends on is longer; the bytes of a video are. */
const MAX_STRING = 4096;
const MAX_TOTAL = 4 * 1024 * 1024;

/**
 * Reads a JSON body whose long strings (videos) are cut short, whatever its size. `undefined` when it is no JSON.
 * @throws `provider_bad_response` when it is large without them
 */
export async function readTrimmedJson(source: NodeJS.ReadableStream): Promise<unknown> {
  const sink = new Trimmed();
  const scanner = new JsonStringScanner(sink);
  for await (const chunk of source) scanner.write(Buffer.from(chunk as Uint8Array));
  try {
    return JSON.parse(sink.text());
  } catch {
    return undefined;
  }
}

class Trimmed implements JsonStringSink {
  private kept = Buffer.alloc(64 * 1024);
  private total = 0;
  private inString = 0;

  text(): string {
    return this.kept.toString('utf8', 0, this.total);
  }

  between(bytes: Buffer): void {
    this.keep(bytes);
  }

  open(): void {
    this.inString = 0;
    this.keep(QUOTE);
  }

  inside(bytes: Buffer): void {
    const room = MAX_STRING - this.inString;
    this.inString += bytes.length;
    if (room > 0) this.keep(bytes.subarray(0, room));
  }

  escape(sequence: string): void {
    this.inString += sequence.length;
    if (this.inString <= MAX_STRING) this.keep(Buffer.from(sequence, 'latin1'));
  }

  close(): void {
    this.keep(QUOTE);
  }

  private keep(bytes: Buffer): void {
    const end = this.total + bytes.length;
    if (end > MAX_TOTAL) {
      throw new GatewayError('provider_bad_response', {
        message: 'The answer is larger than 4 MiB even without its videos.',
      });
    }
    if (end > this.kept.length) {
      this.kept = Buffer.concat([this.kept], Math.max(end, this.kept.length * 2));
    }
    bytes.copy(this.kept, this.total);
    this.total = end;
  }
}

const QUOTE = Buffer.from('"');
