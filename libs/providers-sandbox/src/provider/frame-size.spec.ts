import { chooseSize } from './frame-size';

const text = (request: Parameters<typeof chooseSize>[0]): string => {
  const { width, height } = chooseSize(request).size;
  return `${width}x${height}`;
};

describe('chooseSize', () => {
  it.each([
    [{}, '1280x720'],
    [{ aspectRatio: '9:16' }, '720x1280'],
    [{ aspectRatio: '1:1' }, '720x720'],
    [{ aspectRatio: '4:3' }, '960x720'],
    [{ resolution: '1080p' }, '1920x1080'],
    [{ resolution: '1080P', aspectRatio: '9:16' }, '1080x1920'],
    [{ resolution: '1080p', aspectRatio: '21:9' }, '1920x822'],
    [{ resolution: '480p', aspectRatio: '16:9' }, '854x480'],
    [{ size: { width: 1080, height: 1920 }, aspectRatio: '16:9' }, '1080x1920'],
    [{ size: { width: 64, height: 64 } }, '64x64'],
  ])('%j → %s', (request, expected) => {
    expect(text(request)).toBe(expected);
  });

  it('makes odd sides even and says so', () => {
    expect(chooseSize({ size: { width: 641, height: 360 } })).toEqual({
      size: { width: 640, height: 360 },
      warnings: [expect.objectContaining({ kind: 'adjusted', field: 'size' })],
    });
  });

  it.each([
    [{ size: { width: 1922, height: 1080 } }, 'size'],
    [{ size: { width: 1200, height: 1200 } }, 'size'],
    [{ size: { width: 62, height: 100 } }, 'size'],
    [{ size: { width: 100.5, height: 100 } }, 'size'],
    [{ resolution: '4k' }, 'resolution'],
    [{ resolution: 'toString' }, 'resolution'],
    [{ aspectRatio: 'wide' }, 'aspectRatio'],
    [{ aspectRatio: '1:0' }, 'aspectRatio'],
    [{ aspectRatio: '10:1' }, 'aspectRatio'],
  ])('refuses %j', (request, param) => {
    expect(() => chooseSize(request)).toThrow(expect.objectContaining({ code: 'invalid_parameter', param }));
  });
});
