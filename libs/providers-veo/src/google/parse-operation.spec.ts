import type { GoogleOperation } from '../wire/google-operation';
import { googleFailure } from './google-failure';
import { parseOperation } from './parse-operation';

const FACTS = { count: 1, origin: 'https://api.example', secrets: ['top-secret'] };
const URI = 'https://api.example/v1beta/files/f1:download?alt=media';
const REASONS = ['Blocked. Support codes: 29310472'];
const done = (response: object): GoogleOperation => ({ name: 'o', done: true, response }) as GoogleOperation;
const parse = (operation: object, count = 1) =>
  parseOperation(operation as GoogleOperation, { ...FACTS, count });

describe('parseOperation', () => {
  it.each<[string, object, unknown]>([
    ['bytes', { videos: [{ bytesBase64Encoded: 'AAAA' }] }, { kind: 'provider', ref: 'inline:0' }],
    ['a bucket', { videos: [{ gcsUri: 'gs://b/v.mp4' }] }, { kind: 'provider', ref: 'gs://b/v.mp4' }],
    [
      'a file of the API',
      { generateVideoResponse: { generatedSamples: [{ video: { uri: URI } }] } },
      { kind: 'provider', ref: URI },
    ],
    [
      'a file elsewhere',
      { generatedSamples: [{ video: { uri: 'https://cdn.example/v.mp4' } }] },
      { kind: 'url', url: 'https://cdn.example/v.mp4' },
    ],
    [
      'bytes of a proxy',
      { generatedVideos: [{ video: { encodedVideo: 'AAAA' } }] },
      { kind: 'provider', ref: 'inline:0' },
    ],
  ])('R2: finds %s', (_name, response, source) => {
    expect(parse(done(response))).toMatchObject({ state: 'completed', outputs: [{ id: 'video-1', source }] });
  });

  it.each<[string, object, string, RegExp]>([
    [
      'a count and reasons',
      { raiMediaFilteredCount: 1, raiMediaFilteredReasons: REASONS },
      'moderated_output',
      /celebrity/,
    ],
    [
      'reasons and an empty list',
      { videos: [], raiMediaFilteredReasons: REASONS },
      'moderated_output',
      /celebrity/,
    ],
    ['a count alone', { raiMediaFilteredCount: 2 }, 'moderated_output', /policy/],
    [
      'reasons one level down',
      { generateVideoResponse: { raiMediaFilteredReasons: ['We blocked the audio of your video.'] } },
      'moderated_audio',
      /Audio filtered/,
    ],
    ['nothing', {}, 'output_missing', /without a result/],
    ['an empty list', { videos: [] }, 'output_missing', /without a result/],
    [
      'an entry without a place',
      { videos: [{ mimeType: 'video/mp4' }] },
      'output_missing',
      /without a result/,
    ],
    ['empty bytes', { videos: [{ bytesBase64Encoded: '' }] }, 'output_missing', /without a result/],
  ])('R2, R3: done with %s is a failure', (_name, response, code, message) => {
    const error = { code, message: expect.stringMatching(message) as string };
    expect(parse(done(response))).toMatchObject({ state: 'failed', error });
  });

  it('a shortfall is a warning, and the numbers of inline videos count every key', () => {
    const videos = [{ bytesBase64Encoded: '' }, { bytesBase64Encoded: 'AAAA' }];
    expect(parse(done({ videos, raiMediaFilteredCount: 1 }), 2)).toMatchObject({
      outputs: [{ id: 'video-2', source: { ref: 'inline:1' } }],
      warnings: [{ field: 'count' }],
    });
  });

  it.each<[number, string, string, boolean]>([
    [3, 'Support codes: 61493863', 'moderated_output', false],
    [3, 'bad image', 'provider_invalid_request', false],
    [7, 'no access to the bucket', 'provider_authentication', false],
    [8, 'no capacity', 'provider_failed', true],
    [13, 'internal', 'provider_failed', true],
    [99, 'what?', 'provider_failed', false],
  ])('ended with %i "%s" is %s', (code, message, expected, retryable) => {
    const error = { code: expected, retryable };
    expect(parse({ done: true, error: { code, message } })).toMatchObject({ state: 'failed', error });
  });

  it.each<[unknown, number]>([
    [undefined, 0],
    [false, 0],
    ['PRE_HEATING', 1],
    [1, 1],
  ])('R15: done %j is running', (value, warnings) => {
    const result = parse({ done: value, metadata: { progressPercent: 12.5 } });
    expect(result).toMatchObject({ state: 'processing', progress: 12.5 });
    expect((result.state === 'processing' && result.warnings?.length) || 0).toBe(warnings);
  });
});

describe('googleFailure', () => {
  const fail = (status: number, word: string, message: string, details: object[] = []) =>
    googleFailure(
      { status, headers: {}, json: { error: { status: word, message, details } } },
      'create',
      FACTS.secrets,
    );
  it.each<[number, string, string, string]>([
    [400, 'INVALID_ARGUMENT', 'API key expired. Please renew', 'provider_authentication'],
    [400, 'INVALID_ARGUMENT', 'aspectRatio is wrong', 'provider_invalid_request'],
    [400, 'FAILED_PRECONDITION', 'User location is not supported', 'provider_authentication'],
    [403, 'PERMISSION_DENIED', 'no', 'provider_authentication'],
    [404, 'NOT_FOUND', 'is no longer available', 'provider_invalid_request'],
    [
      429,
      'RESOURCE_EXHAUSTED',
      'Please check your plan and billing details',
      'provider_insufficient_balance',
    ],
    [429, 'RESOURCE_EXHAUSTED', 'Quota exceeded', 'provider_rate_limited'],
    [500, 'INTERNAL', 'oops', 'submit_unknown'],
    [407, '', 'proxy', 'provider_authentication'],
    [408, '', 'slow', 'submit_unknown'],
    [503, 'UNAVAILABLE', 'overloaded', 'provider_unavailable'],
    [529, '', 'overloaded', 'provider_unavailable'],
    [504, 'DEADLINE_EXCEEDED', 'slow', 'submit_unknown'],
    [302, '', 'moved', 'submit_unknown'],
  ])('%i %s "%s" is %s', (status, word, message, code) => {
    expect(fail(status, word, message).code).toBe(code);
  });

  it('reads the delay from the details, and repeats no secret', () => {
    const error = fail(429, 'RESOURCE_EXHAUSTED', 'slow down, top-secret', [{ retryDelay: '34.5s' }]);
    expect(error.retryAfterSeconds).toBe(34.5);
    expect(error.message).not.toContain('top-secret');
  });
});
