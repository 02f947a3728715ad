/** What a scanner finds, in order. Strings arrive without quotes, in pieces as they come in. */
export interface JsonStringSink {
  between(bytes: Buffer): void;
  open(): void;
  inside(bytes: Buffer): void;
  /** One whole escape sequence, e.g. `\/` or `\u003d`, as written. */
  escape(sequence: string): void;
  close(): void;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Splits JSON text into strings and the rest while it arrives, so that a string of any length needs no memory. */
export class JsonStringScanner {
  private inString = false;
  private sequence = '';

  constructor(private readonly sink: JsonStringSink) {}

  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) at = this.step(chunk, at);
  }

  private step(chunk: Buffer, at: number): number {
    if (this.sequence !== '') return this.continueEscape(chunk, at);
    return this.inString ? this.readString(chunk, at) : this.readBetween(chunk, at);
  }

  private readBetween(chunk: Buffer, at: number): number {
    const quote = chunk.indexOf(QUOTE, at);
    const end = quote < 0 ? chunk.length : quote;
    if (end > at) this.sink.between(chunk.subarray(at, end));
    if (quote < 0) return end;
    this.inString = true;
    this.sink.open();
    return quote + 1;
  }

  private readString(chunk: Buffer, at: number): number {
    const quote = chunk.indexOf(QUOTE, at);
    const rest = chunk.subarray(at, quote < 0 ? chunk.length : quote);
    const backslash = rest.indexOf(BACKSLASH);
    const part = backslash < 0 ? rest : rest.subarray(0, backslash);
    if (part.length > 0) this.sink.inside(part);
    if (backslash >= 0) {
      this.sequence = '\\';
      return at + backslash + 1;
    }
    if (quote < 0) return chunk.length;
    this.inString = false;
    this.sink.close();
    return quote + 1;
  }

  private continueEscape(chunk: Buffer, at: number): number {
    this.sequence += String.fromCharCode(chunk[at]);
    if (this.sequence.length === (this.sequence[1] === 'u' ? 6 : 2)) {
      this.sink.escape(this.sequence);
      this.sequence = '';
    }
    return at + 1;
  }
}
