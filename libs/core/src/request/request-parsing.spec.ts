import fc from 'fast-check';
import { GatewayError } from '../errors/gateway-error';
import {
  aspectRatioOf,
  parseFrameSize,
  parseSizeOrResolution,
  ratioValue,
  resolutionLines,
  resolutionName,
  resolutionOf,
  sizeOf,
} from './frame-size';
import { decodeInlineMedia } from './decode-inline-media';

describe('size, aspect ratio and resolution', () => {
  it.each([
    ['1280x720', { size: { width: 1280, height: 720 } }],
    ['1280*720', { size: { width: 1280, height: 720 } }],
    ['1280×720', { size: { width: 1280, height: 720 } }],
    [' 720X1280 ', { size: { width: 720, height: 1280 } }],
    ['720p', { resolution: '720p' }],
    ['1080P', { resolution: '1080p' }],
    ['720', { resolution: '720p' }],
    ['4K', { resolution: '4k' }],
    ['2160p', { resolution: '4k' }],
    ['1k', { resolution: '1080p' }],
    ['0x720', undefined],
    ['1280x', undefined],
    ['x', undefined],
    ['16:9', undefined],
    ['123456x1', undefined],
    ['-720p', undefined],
    ['', undefined],
  ])('reads %j', (text, expected) => expect(parseSizeOrResolution(text)).toEqual(expected));

  it.each([
    [1280, 720, '16:9', '720p'],
    [720, 1280, '9:16', '720p'],
    [1792, 1024, '7:4', '1024p'],
    [854, 480, '16:9', '480p'],
    [1080, 1080, '1:1', '1080p'],
    [3840, 2160, '16:9', '4k'],
    [2520, 1080, '21:9', '1080p'],
    [1000, 990, '1:1', '990p'],
  ])('%ix%i is %s at %s', (width, height, ratio, resolution) => {
    expect(aspectRatioOf({ width, height })).toBe(ratio);
    expect(resolutionOf({ width, height })).toBe(resolution);
  });

  it.each([
    ['16:9', '720p', { width: 1280, height: 720 }],
    ['9:16', '1080P', { width: 1080, height: 1920 }],
    ['16:9', '480p', { width: 854, height: 480 }],
    ['1:1', '4k', { width: 2160, height: 2160 }],
    ['auto', '720p', undefined],
    ['16:9', 'big', undefined],
  ])('%s at %s is %j', (ratio, resolution, size) => expect(sizeOf(ratio, resolution)).toEqual(size));

  it('finds ratio and resolution again in every size it makes', () => {
    const ratios = fc.constantFrom('16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3', '21:9', '9:21');
    const lines = fc.constantFrom('360p', '480p', '540p', '720p', '1080p', '2k', '4k');
    fc.assert(
      fc.property(ratios, lines, (ratio, resolution) => {
        const size = sizeOf(ratio, resolution);
        return size !== undefined && aspectRatioOf(size) === ratio && resolutionOf(size) === resolution;
      }),
    );
  });

  it('names and reads resolutions consistently and never throws on text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 9999 }), (n) => resolutionLines(resolutionName(n)) === n),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        parseSizeOrResolution(text);
        const ratio = ratioValue(text);
        expect(ratio === undefined || (ratio > 0 && Number.isFinite(ratio))).toBe(true);
        expect(parseFrameSize(text)?.width).not.toBe(0);
      }),
    );
  });
});

describe('inline media', () => {
  const decode = (text: string, maxBytes = 1000) => decodeInlineMedia(text, { field: 'image', maxBytes });

  it.each([
    ['aGVsbG8=', undefined],
    ['aGVsbG8', undefined],
    ['aGVs\r\nbG8=\n', undefined],
    ['data:image/png;base64,aGVsbG8=', 'image/png'],
    ['DATA:IMAGE/PNG;charset=x;BASE64,aGVsbG8=', 'image/png'],
    ['data:;base64,aGVsbG8=', undefined],
  ])('decodes %j', (text, declaredType) => {
    const decoded = decode(text);
    expect(decoded.bytes.toString()).toBe('hello');
    expect(decoded.declaredType).toBe(declaredType);
  });

  it.each([
    ['', 'invalid_image', /empty/],
    ['data:image/png;base64,', 'invalid_image', /empty/],
    ['data:image/png,hello', 'invalid_image', /;base64/],
    ['data:image/png;base64', 'invalid_image', /comma/],
    ['example.com/a.png', 'invalid_image', /base64/],
    ['a-_b', 'invalid_image', /base64/],
    ['aGVsb', 'invalid_image', /base64/],
    ['aGVsbG8==', 'invalid_image', /base64/],
    ['aG=VsbG8', 'invalid_image', /base64/],
    ['====', 'invalid_image', /base64/],
    ['A'.repeat(1400), 'payload_too_large', /1000 bytes/],
  ])('refuses %.40j', (text, code, message) => {
    const thrown = (): unknown => {
      try {
        return decode(text);
      } catch (error) {
        return error;
      }
    };
    const error = thrown();
    if (!GatewayError.isInstance(error)) throw new Error('nothing was thrown');
    expect(error).toMatchObject({ code, param: 'image', message: expect.stringMatching(message) as string });
  });

  it('gives back exactly the bytes that were encoded, with and without padding and line breaks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 700 }), fc.boolean(), (bytes, wrap) => {
        const text = Buffer.from(bytes).toString('base64');
        const shown = wrap ? text.replace(/(.{76})/g, '$1\r\n') : text.replace(/=+$/, '');
        return decode(shown).bytes.equals(Buffer.from(bytes));
      }),
    );
  });

  it('decodes 30 MB in well under a second', () => {
    const text = Buffer.alloc(30_000_000, 7).toString('base64');
    const started = performance.now();
    expect(decode(text, 40_000_000).bytes.length).toBe(30_000_000);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
