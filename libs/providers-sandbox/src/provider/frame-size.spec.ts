import { chooseSize } from './frame-size';

describe('chooseSize', () => {
  it.each([
    [{}, { width: 1280, height: 720 }],
    [{ aspectRatio: '9:16' }, { width: 720, height: 1280 }],
    [{ resolution: '1080p' }, { width: 1920, height: 1080 }],
    [
      { size: { width: 1080, height: 1920 }, aspectRatio: '16:9' },
      { width: 1080, height: 1920 },
    ],
    [{ size: { width: 64, height: 64 } }, { width: 64, height: 64 }],
  ])('%j', (request, size) => {
    expect(chooseSize(request)).toEqual({ size, warnings: [] });
  });

  it('makes odd sides even and says so', () => {
    expect(chooseSize({ size: { width: 641, height: 360 } })).toEqual({
      size: { width: 640, height: 360 },
      warnings: [expect.objectContaining({ kind: 'adjusted', field: 'size' })],
    });
  });

  it('refuses what is too small to be encoded', () => {
    expect(() => chooseSize({ size: { width: 62, height: 100 } })).toThrow(
      expect.objectContaining({ code: 'invalid_parameter', param: 'size' }),
    );
  });
});
