import { nameProblem, providerNames, renamed } from './provider-names';

describe('nameProblem', () => {
  it.each(['acme', 'acme-video', 'wan-2', 'a', 'echo'])('takes %s', (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each([
    ['AcmeVideo', /small letters.*: create-provider acme-video$/],
    ['acme_video', /create-provider acme-video$/],
    ['2wan', /starting with a letter: create-provider wan$/],
    ['acme--video', /single hyphens.*create-provider acme-video$/],
    ['../acme', /create-provider acme$/],
    ['@me/acme', /create-provider me-acme$/],
    ['视频', /create-provider acme$/],
    ['', /cannot be a provider id/],
    ['onereel-provider-acme', /it is added: create-provider acme$/],
    ['a'.repeat(41), /at most 40/],
    ['onereel', /gateway's own name/],
  ])('refuses %j and says what to write', (name, message) => expect(nameProblem(name)).toMatch(message));
});

describe('renamed', () => {
  const names = providerNames('acme-video');

  it.each([
    ["id: 'echo-1'", "id: 'acme-video-1'"],
    ["title: 'Echo'", "title: 'Acme Video'"],
    ['new EchoVideoProvider(ECHO_DESCRIPTOR)', 'new AcmeVideoVideoProvider(ACME_VIDEO_DESCRIPTOR)'],
    ['src/echo.wire.ts', 'src/acme-video.wire.ts'],
  ])('%s', (text, expected) => expect(renamed(text, names)).toBe(expected));
});
