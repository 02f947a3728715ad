import { GatewayError, type TaskOutput, type TaskView, toErrorDetail } from '@onereel/core';
import { OPENAI_ANSWERS } from './openai.exchanges';
import { pollAfterMs, toDeleted, toVideo, toVideoList } from './openai.words';

const ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const url = (task: TaskView): string => `http://127.0.0.1:3000/v1/videos/${task.id}/content`;
const OUTPUT: TaskOutput = {
  id: 'video',
  key: 'outputs/x.mp4',
  mediaType: 'video/mp4',
  bytes: 100,
  sha256: 'ab',
  durationSeconds: 4.0334,
  width: 1280,
  height: 720,
};

const view = (more: Partial<TaskView> = {}): TaskView => ({
  id: ID,
  kind: 'generate',
  status: 'queued',
  progress: 0,
  model: 'sandbox',
  resolvedModel: 'sandbox',
  providerId: 'sandbox',
  dialect: 'openai',
  request: {
    prompt: 'A serene ocean scene with gentle waves',
    durationSeconds: 4,
    size: { width: 1280, height: 720 },
  },
  applied: {},
  warnings: [],
  outputs: [],
  createdAt: '2026-01-11T10:30:00.900Z',
  updatedAt: '2026-01-11T10:30:00.900Z',
  metadata: {},
  revision: 1,
  ...more,
});
const COMPLETED = view({
  status: 'completed',
  progress: 100,
  outputs: [OUTPUT],
  completedAt: '2026-01-11T10:30:40.100Z',
  expiresAt: '2026-01-18T10:30:40.100Z',
});
const ERROR = toErrorDetail(new GatewayError('provider_unavailable'));

describe('TaskView → openai words', () => {
  it('makes exactly the documented answers', () => {
    expect(toVideo(view(), url)).toEqual(OPENAI_ANSWERS.queued);
    expect(toVideo(view({ status: 'processing', progress: 45 }), url)).toEqual(OPENAI_ANSWERS.running);
    expect(toVideo(COMPLETED, url)).toEqual(OPENAI_ANSWERS.completed);
    expect(toVideo(view({ status: 'failed', error: ERROR }), url)).toEqual(OPENAI_ANSWERS.failed);
    expect(toVideoList({ tasks: [COMPLETED], hasMore: false }, url)).toEqual(OPENAI_ANSWERS.list);
    expect(toDeleted(ID)).toEqual(OPENAI_ANSWERS.deleted);
  });

  it.each<[TaskView['status'], string, string, string | null]>([
    ['queued', 'queued', 'pending', null],
    ['processing', 'in_progress', 'processing', null],
    ['completed', 'completed', 'completed', null],
    ['failed', 'failed', 'failed', 'provider_failed'],
    ['cancelled', 'failed', 'cancelled', 'cancelled'],
    ['stalled', 'failed', 'failed', 'deadline_exceeded'],
  ])('says %s as %s, to older clients as %s', (status, official, legacy, code) => {
    const video = toVideo(view({ status }), url);
    expect(video.status).toBe(official);
    expect(video.error?.code ?? null).toBe(code);
    expect(toVideo(view({ status, dialect: 'openai-legacy' }), url).status).toBe(legacy);
  });

  it.each<[string, Partial<TaskView>, string, string]>([
    ['what was asked', {}, '4', '1280x720'],
    [
      'what the model chose',
      { request: {}, applied: { durationSeconds: 8, size: '720x1280' } },
      '8',
      '720x1280',
    ],
    ['a named resolution', { request: { resolution: '720p' } }, 'auto', '720p'],
    ['what came out', { request: {}, outputs: [OUTPUT] }, '4.03', '1280x720'],
    ['nothing yet', { request: {} }, 'auto', 'auto'],
  ])('shows seconds and size from %s', (_name, more, seconds, size) => {
    expect(toVideo(view(more), url)).toMatchObject({ seconds, size });
  });

  it('tells the model that serves a request without one', () => {
    expect(toVideo(view({ model: '', resolvedModel: 'veo' }), url).model).toBe('veo');
  });

  it('has empty ids for an empty page', () => {
    expect(toVideoList({ tasks: [], hasMore: false }, url)).toMatchObject({
      first_id: null,
      last_id: null,
      data: [],
    });
  });

  it.each<[Partial<TaskView>, number | undefined]>([
    [{ status: 'queued' }, 2000],
    [{ status: 'queued', queuePosition: 3 }, 5000],
    [{ status: 'processing' }, 2000],
    [{ status: 'completed' }, undefined],
    [{ status: 'stalled' }, undefined],
  ])('paces polling: %j → %s', (more, expected) => {
    expect(pollAfterMs(view(more))).toBe(expected);
  });
});
