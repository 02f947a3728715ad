import { DraftFormatError } from '../draft-format-error';
import type { JsonObject, JsonValue } from './json-value';
import { keepKeyOrder } from './key-order';
import { keepNumberText } from './number-text';

/** Keys that could reach a prototype when a careless consumer copies them; no application writes them. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'prototype', 'constructor']);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const PLAIN_STRING = /"[^"\\\u0000-\u001f]*"/y;
const ESCAPED_STRING = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const BLANK = /[ \t\r\n]*/y;
const LITERALS: readonly (readonly [string, null | boolean])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Parses JSON as `JSON.parse` does, and remembers how numbers were spelled and in which order keys stood. Depth is limited; prototype keys are refused. */
export function parseJson(text: string, maxDepth = 256): JsonValue {
  return new JsonReader(text, maxDepth).document();
}

class JsonReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly maxDepth: number,
  ) {}

  document(): JsonValue {
    const holder: JsonValue[] = [];
    holder.push(this.value(holder, 0, 0));
    this.skipBlank();
    if (this.at < this.text.length) throw this.unexpected();
    return holder[0] as JsonValue;
  }

  private value(parent: JsonObject | JsonValue[], key: string | number, depth: number): JsonValue {
    this.skipBlank();
    const first = this.text.charCodeAt(this.at);
    if (first === 0x7b) return this.object(depth + 1);
    if (first === 0x5b) return this.array(depth + 1);
    if (first === 0x22) return this.string();
    if (first === 0x2d || (first >= 0x30 && first <= 0x39)) return this.number(parent, key);
    return this.literal();
  }

  private object(depth: number): JsonObject {
    this.enter(depth);
    const result: JsonObject = {};
    if (this.take('}')) return result;
    do {
      this.skipBlank();
      if (this.text[this.at] !== '"') throw this.unexpected();
      const key = this.string();
      if (FORBIDDEN_KEYS.has(key)) {
        throw new DraftFormatError(
          'forbidden_key',
          `The document uses the key "${key}", which no application writes; remove it.`,
        );
      }
      if (!this.take(':')) throw this.unexpected();
      keepKeyOrder(result, key);
      result[key] = this.value(result, key, depth);
    } while (this.take(','));
    if (!this.take('}')) throw this.unexpected();
    return result;
  }

  private array(depth: number): JsonValue[] {
    this.enter(depth);
    const result: JsonValue[] = [];
    if (this.take(']')) return result;
    do {
      result.push(this.value(result, result.length, depth));
    } while (this.take(','));
    if (!this.take(']')) throw this.unexpected();
    return result;
  }

  private enter(depth: number): void {
    if (depth > this.maxDepth) {
      throw new DraftFormatError(
        'too_deep',
        `The document nests deeper than ${this.maxDepth} levels; no draft does.`,
      );
    }
    this.at++;
  }

  private string(): string {
    const plain = this.match(PLAIN_STRING);
    if (plain !== undefined) return plain.slice(1, -1);
    const escaped = this.match(ESCAPED_STRING);
    if (escaped === undefined) throw this.unexpected();
    return JSON.parse(escaped) as string;
  }

  private number(parent: JsonObject | JsonValue[], key: string | number): number {
    const text = this.match(NUMBER);
    if (text === undefined) throw this.unexpected();
    const value = Number(text);
    if (String(value) !== text) keepNumberText(parent, key, text);
    return value;
  }

  private literal(): null | boolean {
    for (const [word, value] of LITERALS) {
      if (this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return value;
      }
    }
    throw this.unexpected();
  }

  private take(character: string): boolean {
    this.skipBlank();
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private skipBlank(): void {
    const code = this.text.charCodeAt(this.at);
    if (code > 0x20) return;
    BLANK.lastIndex = this.at;
    BLANK.test(this.text);
    this.at = BLANK.lastIndex;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private unexpected(): DraftFormatError {
    const place =
      this.at >= this.text.length
        ? 'the document ends too early'
        : `unexpected character at offset ${this.at}`;
    return new DraftFormatError(
      'not_json',
      `The file is not valid JSON: ${place}. Export the draft again or use its backup file.`,
    );
  }
}
