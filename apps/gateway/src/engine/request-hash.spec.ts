import type { CreateVideo, VideoInput } from '@onereel/core';
import { requestHash } from './request-hash';

const input: CreateVideo = {
  dialect: 'native',
  request: { model: 'm', prompt: 'p', durationSeconds: 5 },
  inputs: [],
  metadata: { a: 1, b: { c: 2, d: 3 } },
};
const stored = (key: string, sha256: string): VideoInput => ({
  role: 'first_frame',
  source: { kind: 'stored', key, sha256, bytes: 3, mediaType: 'image/png' },
});
const hash = requestHash(input, [stored('vid_a/input-0.png', 'aa')]);

test('does not depend on the order of members, on the key, or on where a file was stored', () => {
  const same: CreateVideo = {
    metadata: { b: { d: 3, c: 2 }, a: 1 },
    inputs: [],
    request: { durationSeconds: 5, prompt: 'p', model: 'm' },
    dialect: 'native',
    idempotencyKey: 'k',
  };
  expect(requestHash(same, [stored('vid_b/input-0.png', 'aa')])).toBe(hash);
});

test.each<[string, CreateVideo, VideoInput[]]>([
  ['another prompt', { ...input, request: { ...input.request, prompt: 'q' } }, [stored('k', 'aa')]],
  ['another file', input, [stored('k', 'bb')]],
  ['no file', input, []],
  ['other metadata', { ...input, metadata: { a: 2 } }, [stored('k', 'aa')]],
])('changes with %s', (_what, other, files) => {
  expect(requestHash(other, files)).not.toBe(hash);
});
