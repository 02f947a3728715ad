import fc from 'fast-check';
import { DraftFormatError } from '../draft-format-error';
import type { JsonObject } from './json-value';
import { parseJson } from './parse-json';
import { printJson } from './print-json';

const numberText = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom('30.0', '-0', '-0.0', '1e3', '1.50E-7', '12345678901234567890', '0.1000', '1e400'),
);
const { document } = fc.letrec<{ document: string }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4 },
    numberText,
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'false', 'null'),
    fc.array(tie('document'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
    fc
      .uniqueArray(
        fc.string({ minLength: 1 }).filter((key) => !/^\d+$/.test(key) && !FORBIDDEN.includes(key)),
        { maxLength: 5 },
      )
      .chain((keys) =>
        fc
          .tuple(...keys.map(() => tie('document')))
          .map((values) => `{${keys.map((key, i) => `${JSON.stringify(key)}:${values[i]}`).join(',')}}`),
      ),
  ),
}));
const FORBIDDEN = ['__proto__', 'prototype', 'constructor'];

describe('parseJson and printJson', () => {
  it('print what was parsed, number spelling and key order included', () => {
    fc.assert(
      fc.property(
        fc.array(document).map((items) => `[${items.join(',')}]`),
        (text) => printJson(parseJson(text)) === text,
      ),
    );
  });

  it('read the same values as JSON.parse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value).replace(/"(?:__proto__|constructor|prototype)":/g, '"x":');
        expect(JSON.parse(printJson(parseJson(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('keep the spelling of untouched numbers in an edited copy, and only of those', () => {
    const read = parseJson('{"fps":30.0,"speed":1.0,"count":2}') as JsonObject;
    expect(printJson({ ...read, speed: 2 })).toBe('{"fps":30.0,"speed":2,"count":2}');
  });

  it.each(['{', '[1,]', '{"a" 1}', '{"a":1,}', '01', '"\u0001"', 'tru', '[1] 2', '"\\x"', '-', '{a:1}'])(
    'refuse %j',
    (text) => {
      expect(() => parseJson(text)).toThrow(DraftFormatError);
    },
  );

  it.each(FORBIDDEN)('refuse the key %s', (key) => {
    expect(() => parseJson(`{"a":{"${key}":{"polluted":true}}}`)).toThrow(
      expect.objectContaining({ reason: 'forbidden_key' }),
    );
  });

  it('refuse deep nesting instead of exhausting the stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(expect.objectContaining({ reason: 'too_deep' }));
  });
});
