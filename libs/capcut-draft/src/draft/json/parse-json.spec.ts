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
        fc.oneof(
          fc.string(),
          fc.nat().map(String),
          fc.constantFrom('1', '42', '0', '007', '-1', '4294967295', '__proto_'),
        ),
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

  it('keep the places of integer-like keys in an edited copy, new keys last', () => {
    const read = parseJson('{"b":1.0,"42":2.0,"a":{"2":0,"1":0},"1":3,"b":4}') as JsonObject;
    expect(printJson({ ...read, '1': 5, '7': 6, c: 7 })).toBe(
      '{"b":4,"42":2.0,"a":{"2":0,"1":0},"1":5,"7":6,"c":7}',
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

  it('refuse prototype keys wherever they stand, however they are spelled, and pollute nothing', () => {
    const spelled = fc.constantFrom(...FORBIDDEN, '\\u005f_proto__', 'constr\\u0075ctor');
    fc.assert(
      fc.property(spelled, document, document, (key, before, inside) => {
        const refused = expect.objectContaining({ reason: 'forbidden_key' }) as Error;
        expect(() => parseJson(`[${before},{"1":0,"${key}":{"polluted":${inside}}}]`)).toThrow(refused);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
    );
  });

  it('refuse deep nesting instead of exhausting the stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(expect.objectContaining({ reason: 'too_deep' }));
  });
});
