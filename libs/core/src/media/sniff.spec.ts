import { isSupportedVersion } from './capabilities';
import { ffmpegInstallCommand } from './install-hint';
import { sniffMedia } from './sniff';

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );

describe('sniffMedia', () => {
  it.each([
    ['mp4', bytes([0, 0, 0, 24], 'ftypisom'), 'mov'],
    ['mov', bytes([0, 0, 0, 20], 'ftypqt  '), 'mov'],
    ['m4a', bytes([0, 0, 0, 24], 'ftypM4A '), 'mov'],
    ['webm', bytes([0x1a, 0x45, 0xdf, 0xa3], 'xxxxwebm'), 'matroska'],
    ['mkv', bytes([0x1a, 0x45, 0xdf, 0xa3], 'xxxxmatroska'), 'matroska'],
    ['avi', bytes('RIFF', [0, 0, 0, 0], 'AVI '), 'avi'],
    ['wav', bytes('RIFF', [0, 0, 0, 0], 'WAVE'), 'wav'],
    ['webp', bytes('RIFF', [0, 0, 0, 0], 'WEBP'), 'webp_pipe'],
    ['gif', bytes('GIF89a'), 'gif'],
    ['jpeg', bytes([0xff, 0xd8, 0xff, 0xe0]), 'jpeg_pipe'],
    ['mp3', bytes('ID3', [4, 0]), 'mp3'],
    ['mp3', bytes([0xff, 0xfb, 0x90, 0x00]), 'mp3'],
    ['aac', bytes([0xff, 0xf1, 0x50, 0x80]), 'aac'],
    ['flac', bytes('fLaC'), 'flac'],
    ['ogg', bytes('OggS'), 'ogg'],
    ['png', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR....IDAT'), 'png_pipe'],
    ['apng', bytes([0x89], 'PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR....acTL....IDAT'), 'apng'],
  ])('knows %s', (format, head, demuxer) => {
    expect(sniffMedia(head)).toMatchObject({ ok: true, media: { format, demuxer } });
  });

  it.each([
    ['#EXTM3U\n', /HLS/],
    ['\u00ef\u00bb\u00bfffconcat version 1.0\n', /concat/],
    ["file 'a.mp4'\n", /concat/],
    ['<?xml version="1.0"?>\n<svg width="1">', /SVG/],
    ['<MPD xmlns="urn">', /DASH/],
    ['[Script Info]\n', /ASS/],
    ['<!DOCTYPE html>', /HTML/],
    ['{"error":"expired"}', /JSON/],
    ['hello', /no supported/],
    ['', /empty/],
  ])('refuses %j', (head, reason) => {
    expect(sniffMedia(Buffer.from(head, 'latin1'))).toMatchObject({
      ok: false,
      reason: expect.stringMatching(reason),
    });
  });
});

describe('ffmpegInstallCommand', () => {
  it.each([
    ['linux', 'NAME="Debian"\nID=debian\n', /^sudo apt-get/],
    ['linux', 'ID=alpine\n', /^apk add/],
    ['linux', 'ID="rocky"\nID_LIKE="rhel centos fedora"\n', /^sudo dnf/],
    ['linux', 'ID=fancy\nID_LIKE="ubuntu debian"\n', /^sudo apt-get/],
    ['linux', '', /package manager/],
    ['darwin', '', /^brew/],
  ] as const)('on %s with %j', (platform, osRelease, command) => {
    expect(ffmpegInstallCommand(platform, osRelease)).toMatch(command);
  });
});

describe('isSupportedVersion', () => {
  it.each([
    ['5.1.9-0+deb12u1', true],
    ['5.0.3', false],
    ['4.4.2', false],
    ['n7.0', true],
    ['N-113', true],
    ['2026-01-01-git-abc', true],
    [undefined, false],
  ])('%s → %s', (version, supported) => {
    expect(isSupportedVersion(version)).toBe(supported);
  });
});
