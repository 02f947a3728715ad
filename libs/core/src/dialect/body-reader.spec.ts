import { GatewayError } from '../errors/gateway-error';
import { BodyReader } from './body-reader';
import { mediaField } from './media-field';

const refusal = (act: () => unknown): { code: string; param?: string; message: string } => {
  try {
    act();
  } catch (error) {
    if (GatewayError.isInstance(error))
      return { code: error.code, param: error.param, message: error.message };
    throw error;
  }
  throw new Error('nothing was refused');
};

const read = (value: unknown): BodyReader => new BodyReader({ field: value });
const SECONDS = { min: 1, max: 10, unit: 'seconds' };
const FPS = { min: 24, max: 60, integer: true };

describe('BodyReader', () => {
  it.each([null, [], 'text', 7, undefined])('refuses the body %j', (body) => {
    expect(refusal(() => new BodyReader(body))).toMatchObject({ code: 'invalid_request' });
  });

  it.each([null, '', '   ', undefined])('takes %j for absent in every kind of field', (value) => {
    const reader = read(value);
    expect([
      reader.text('field'),
      reader.number('field', SECONDS),
      reader.boolean('field'),
      reader.oneOf('field', ['a']),
      reader.resolution('field'),
      reader.object('field'),
    ]).toEqual(Array(6).fill(undefined));
    expect(reader.list('field', 1)).toEqual([]);
  });

  it.each<[string, (reader: BodyReader) => unknown, unknown, unknown]>([
    ['a number', (r) => r.number('field', SECONDS), 2.5, 2.5],
    ['a numeric string', (r) => r.number('field', SECONDS), '10', 10],
    ['an integer', (r) => r.number('field', FPS), '30', 30],
    ['a boolean word', (r) => r.boolean('field'), 'True', true],
    ['a boolean digit', (r) => r.boolean('field'), '0', false],
    ['a listed word', (r) => r.oneOf('field', ['pan', 'tilt']), 'tilt', 'tilt'],
    ['pixels', (r) => r.resolution('field'), '1280x720', { size: { width: 1280, height: 720 } }],
    ['pixels with a star', (r) => r.resolution('field'), '720*1280', { size: { width: 720, height: 1280 } }],
    ['a named resolution', (r) => r.resolution('field'), '1080P', { resolution: '1080p' }],
    ['a ratio', (r) => r.aspectRatio('field'), '9:16', '9:16'],
    ['a date', (r) => r.dateTime('field'), '2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['a local time', (r) => r.dateTime('field'), '2026-01-31T10:00:00+08:00', '2026-01-31T02:00:00.000Z'],
    ['an object', (r) => r.object('field'), { a: [1, { b: null }] }, { a: [1, { b: null }] }],
    ['an object as JSON', (r) => r.object('field'), '{"a":1}', { a: 1 }],
    ['a single value as a list', (r) => r.list('field', 3), 'x', ['x']],
  ])('reads %s', (_name, get, value, expected) => {
    expect(get(read(value))).toEqual(expected);
  });

  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

  it.each<[string, (reader: BodyReader) => unknown, unknown]>([
    ['text that is a number', (r) => r.text('field'), 5],
    ['text that is too long', (r) => r.text('field', 3), 'abcd'],
    ['text with a NUL', (r) => r.text('field'), 'a\u0000b'],
    ['a number below the range', (r) => r.number('field', SECONDS), 0.9],
    ['a number above the range', (r) => r.number('field', SECONDS), '11'],
    ['a fraction where an integer belongs', (r) => r.number('field', FPS), 29.97],
    ['a word where a number belongs', (r) => r.number('field', SECONDS), 'five'],
    ['an exponent', (r) => r.number('field', SECONDS), '1e0'],
    ['a list where a number belongs', (r) => r.number('field', SECONDS), [5]],
    ['NaN', (r) => r.number('field', SECONDS), Number.NaN],
    ['yes for a boolean', (r) => r.boolean('field'), 'yes'],
    ['an unknown word', (r) => r.oneOf('field', ['pan']), 'spin'],
    ['an inherited name as a word', (r) => r.oneOf('field', ['pan']), 'constructor'],
    ['a resolution of one number', (r) => r.resolution('field'), '1080'],
    ['a resolution with a sign', (r) => r.resolution('field'), '-10x20'],
    ['a ratio of words', (r) => r.aspectRatio('field'), 'wide'],
    ['a time in words', (r) => r.dateTime('field'), 'yesterday'],
    ['an impossible date', (r) => r.dateTime('field'), '2026-13-45'],
    ['a list where an object belongs', (r) => r.object('field'), []],
    ['broken JSON', (r) => r.object('field'), '{"a":'],
    ['a prototype key', (r) => r.object('field'), '{"__proto__":{"admin":true}}'],
    ['a nested prototype key', (r) => r.object('field'), '{"a":{"constructor":1}}'],
    ['a deep object', (r) => r.object('field'), deep(9)],
    ['a large object', (r) => r.object('field'), { a: 'x'.repeat(16_384) }],
    ['too many items', (r) => r.list('field', 1), [1, 2]],
  ])('refuses %s and names the field', (_name, get, value) => {
    const { code, param, message } = refusal(() => get(read(value)));
    expect({ code, param }).toEqual({ code: 'invalid_parameter', param: 'field' });
    expect(message).toMatch(/^field .+\. \S+/);
    expect(message.length).toBeLessThan(250);
  });

  it('does not see inherited fields', () => {
    expect(new BodyReader({}).raw('constructor')).toBeUndefined();
  });

  it('remembers what nobody read', () => {
    const reader = new BodyReader({ a: 1, b: 2, c: 3 });
    reader.raw('b');
    expect(reader.unread()).toEqual(['a', 'c']);
  });
});

describe('mediaField', () => {
  const URL_VALUE = 'https://example.com/a.png';
  const DATA = 'data:image/png;base64,iVBORw0KGgo=';

  it.each([
    ['a URL', URL_VALUE, { kind: 'url', url: URL_VALUE }],
    ['an address of another scheme, for the address rules to refuse', 'file:///etc/passwd', { kind: 'url' }],
    ['a data URI', DATA, { kind: 'inline', data: DATA }],
    ['raw base64', ' iVBORw0KGgo= ', { kind: 'inline', data: 'iVBORw0KGgo=' }],
    ['a path, which is read as base64 and never opened', '/etc/passwd', { kind: 'inline' }],
    ['an object around a URL', { image_url: URL_VALUE }, { kind: 'url', url: URL_VALUE }],
    ['a chat-style object', { image_url: { url: URL_VALUE } }, { kind: 'url', url: URL_VALUE }],
    ['an object as JSON text', `{"image_url":"${DATA}"}`, { kind: 'inline', data: DATA }],
  ])('reads %s', (_name, value, source) => {
    expect(mediaField('image', 'first_frame', value)).toMatchObject({
      field: 'image',
      role: 'first_frame',
      source,
    });
  });

  it.each([[7], [true], [[]], [{}], [{ image_url: '' }], [{ image_url: 5 }]])('refuses %j', (value) => {
    expect(refusal(() => mediaField('image', 'first_frame', value))).toMatchObject({
      code: 'invalid_parameter',
      param: 'image',
    });
  });

  it('says why a file id cannot be used', () => {
    expect(refusal(() => mediaField('image', 'first_frame', { file_id: 'file-1' }))).toMatchObject({
      code: 'not_supported',
      param: 'image.file_id',
    });
  });
});
