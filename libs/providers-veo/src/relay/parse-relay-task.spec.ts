import { parseRelayTask } from './parse-relay-task';
import { relayFailure } from './relay-failure';

const FACTS = { baseUrl: 'https://relay.example/api', hasContent: false, secrets: ['top-secret'] };
const URL = 'https://cdn.example/v.mp4';

describe('parseRelayTask', () => {
  it.each<[object, string]>([
    [{ video_url: URL }, URL],
    [{ url: URL }, URL],
    [{ data: { url: URL } }, URL],
    [{ data: [{ url: URL }] }, URL],
    [{ output: { url: URL } }, URL],
    [{ detail: { video_url: URL } }, URL],
    [{ video_url: '/files/v.mp4' }, 'https://relay.example/files/v.mp4'],
  ])('finds the link in %j', (task, url) => {
    const result = parseRelayTask({ status: 'SUCCESS', ...task }, FACTS);
    expect(result).toMatchObject({ state: 'completed', outputs: [{ source: { kind: 'url', url } }] });
  });

  it('R3: without a link there is the file itself, or nothing', () => {
    const task = { status: 'completed', video_url: null };
    expect(parseRelayTask(task, FACTS)).toMatchObject({ state: 'failed', error: { code: 'output_missing' } });
    expect(parseRelayTask(task, { ...FACTS, hasContent: true })).toMatchObject({
      outputs: [{ source: { kind: 'provider', ref: 'content' } }],
    });
    expect(parseRelayTask({ status: 'completed', video_url: 'javascript:alert(1)' }, FACTS).state).toBe(
      'failed',
    );
  });

  it.each<[unknown, number | undefined]>([
    ['45%', 45],
    [45.7, 45],
    ['soon', undefined],
    [-1, undefined],
    [{}, undefined],
  ])('R15: progress %j is %j', (progress, expected) => {
    const result = parseRelayTask({ status: 'in_progress', progress }, FACTS);
    expect(result).toEqual({ state: 'processing', ...(expected !== undefined && { progress: expected }) });
  });

  it.each<[object, string, boolean]>([
    [{ error: 'a bare sentence' }, 'provider_failed', false],
    [{ error: { message: '内容违规' } }, 'moderated_output', false],
    [{ fail_reason: 'Audio filtered' }, 'moderated_audio', true],
    [{ message: '当前分组上游负载已饱和' }, 'provider_failed', true],
    [{}, 'provider_failed', false],
  ])('R15: failed with %j is %s', (task, code, retryable) => {
    expect(parseRelayTask({ status: 'failed', ...task }, FACTS)).toMatchObject({
      error: { code, retryable },
    });
  });
});

describe('relayFailure', () => {
  it.each<[number, unknown, string]>([
    [403, { error: { message: '用户额度不足' } }, 'provider_insufficient_balance'],
    [500, { code: 'insufficient_user_quota', message: 'no' }, 'provider_insufficient_balance'],
    [400, { error: 'content policy violation' }, 'moderated_input'],
    [400, 'what', 'provider_invalid_request'],
    [401, null, 'provider_authentication'],
    [404, {}, 'provider_invalid_request'],
    [500, { message: 'oops' }, 'submit_unknown'],
    [502, undefined, 'submit_unknown'],
    [500, { error: { message: '当前分组上游负载已饱和，请稍后再试' } }, 'provider_unavailable'],
    [503, { message: 'later' }, 'provider_unavailable'],
  ])('%i %j on a create call is %s', (status, json, code) => {
    expect(relayFailure({ status, headers: {}, json }, 'create', FACTS.secrets).code).toBe(code);
  });
});
