import { matchingRatio, resolutionClass } from './frame-shape';

describe('frame shape', () => {
  it.each([
    [1280, 720, '720p', '16:9'],
    [720, 1280, '720p', '9:16'],
    [1920, 1088, '1080p', '16:9'],
    [1440, 1440, '1080p', '1:1'],
    [3840, 2160, '4k', '16:9'],
    [1000, 700, '720p', undefined],
  ])('%i×%i is %s, %s', (width, height, resolution, ratio) => {
    expect(resolutionClass({ width, height })).toBe(resolution);
    expect(matchingRatio({ width, height }, ['16:9', '9:16', '1:1'])).toBe(ratio);
  });
});
