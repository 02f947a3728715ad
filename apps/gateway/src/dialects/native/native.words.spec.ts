import type { ErrorCode, TaskOutput, TaskView } from '@onereel/core';
import { GatewayError, toErrorDetail } from '@onereel/core';
import { isFinal } from '../../http/tasks/api-status';
import { toExplanation } from './native-explain.words';
import { NATIVE_ANSWERS, NATIVE_ERRORS } from './native.exchanges';
import { toCreated, toError, toTask, toTaskList, toVideoStatus } from './native.words';

const ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const url = (task: TaskView): string | undefined =>
  task.status === 'completed' ? `http://127.0.0.1:3000/v1/videos/${task.id}/content` : undefined;

const OUTPUT: TaskOutput = {
  id: 'video',
  key: 'outputs/x.mp4',
  mediaType: 'video/mp4',
  bytes: 183_402,
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  durationSeconds: 2,
  width: 640,
  height: 360,
  fps: 30,
  hasAudio: true,
};

const view = (more: Partial<TaskView> = {}): TaskView => ({
  id: ID,
  kind: 'generate',
  status: 'processing',
  progress: 45,
  model: '',
  resolvedModel: 'sandbox',
  providerId: 'sandbox',
  dialect: 'native',
  request: {},
  applied: { durationSeconds: 2, fps: 30 },
  warnings: [],
  outputs: [],
  createdAt: '2026-01-11T10:30:00.000Z',
  updatedAt: '2026-01-11T10:30:15.000Z',
  metadata: {},
  revision: 3,
  ...more,
});

const failed = (code: ErrorCode, more: Partial<TaskView> = {}): TaskView =>
  view({ status: 'failed', error: toErrorDetail(new GatewayError(code)), ...more });

describe('TaskExplanation → native words', () => {
  it('makes exactly the documented answer', () => {
    const [created, call, accepted, status] = NATIVE_ANSWERS.explanation.timeline;
    const timeline = [created, call, accepted, { ...status, data: { from: 'queued', to: 'processing' } }];
    const costEstimate = { amount: 0, currency: 'USD', seconds: 2, videos: 1 };
    const more = { attempts: 1, vendorTaskId: 'job-7f3a', costEstimate };
    expect(toExplanation({ task: view(), timeline, ...more })).toEqual(NATIVE_ANSWERS.explanation);
  });

  it('puts warnings into the words of the request', () => {
    const data = { kind: 'unsupported', field: 'size', message: 'size is not supported' };
    const timeline = [{ at: '2026-01-11T10:30:00.000Z', event: 'warning', data }];
    expect(toExplanation({ task: view(), timeline, attempts: 0 })).toMatchObject({
      vendor_task_id: null,
      timeline: [{ data: { field: 'resolution', message: 'resolution is not supported' } }],
    });
  });
});

describe('TaskView → native words', () => {
  it('makes exactly the documented answers', () => {
    const end = '2026-01-11T10:30:40.000Z';
    const completed = view({
      status: 'completed',
      progress: 100,
      outputs: [OUTPUT],
      updatedAt: end,
      completedAt: end,
      expiresAt: '2026-01-18T10:30:40.000Z',
    });
    expect(toCreated(view({ status: 'queued' }))).toEqual(NATIVE_ANSWERS.created);
    expect(toTask(view(), url)).toEqual(NATIVE_ANSWERS.processing);
    expect(toTask(completed, url)).toEqual(NATIVE_ANSWERS.completed);
    expect(toTask(failed('moderated_input'), url)).toEqual(NATIVE_ANSWERS.failed);
    expect(toVideoStatus(view(), url)).toEqual(NATIVE_ANSWERS.videoStatus);
    expect(toVideoStatus(completed, url).video_url).toBe(url(completed));
    expect(NATIVE_ERRORS[404].error).toEqual(toError(new GatewayError('not_found')));
  });

  it.each<[TaskView['status'], string, boolean]>([
    ['queued', 'pending', false],
    ['processing', 'processing', false],
    ['completed', 'completed', true],
    ['failed', 'failed', true],
    ['cancelled', 'cancelled', true],
    ['stalled', 'failed', true],
  ])('says %s as %s (final: %s)', (status, word, final) => {
    expect(toTask(view({ status }), url).status).toBe(word);
    expect(isFinal(view({ status }))).toBe(final);
  });

  it.each<[ErrorCode, string, boolean, RegExp]>([
    ['moderated_input', 'VideoGenerationError', false, /^content_policy: Content policy violation$/],
    ['moderated_output', 'VideoGenerationError', false, /^content_policy: Content policy violation$/],
    ['moderated_audio', 'VideoGenerationError', false, /^Audio filtered$/],
    ['provider_unavailable', 'ServiceError', true, /temporarily unavailable/],
    ['provider_failed', 'ServiceError', true, /./],
    ['provider_authentication', 'ServiceError', false, /./],
    ['internal_error', 'ServiceError', true, /./],
  ])('tells %s as %s, retryable %s', (code, type, retryable, message) => {
    expect(toTask(failed(code), url).error).toEqual({
      type,
      retryable,
      code,
      message: expect.stringMatching(message),
    });
  });

  it('never invites to repeat a task whose outcome is unknown', () => {
    const stalled = failed('deadline_exceeded', { status: 'stalled' });
    expect(toTask(stalled, url).error).toMatchObject({ code: 'deadline_exceeded', retryable: false });
    expect(toTask(view({ status: 'stalled' }), url).error).toMatchObject({ code: 'deadline_exceeded' });
  });

  it('has an error object only on failure', () => {
    expect(toTask(view({ status: 'cancelled' }), url).error).toBeNull();
    expect(toTask(view({ status: 'failed' }), url).error).toMatchObject({ code: 'provider_failed' });
  });

  it('shows warnings right after creation', () => {
    const warnings = [{ kind: 'unsupported', field: 'seed', message: 'seed is ignored' }] as const;
    expect(toCreated(view({ warnings })).warnings).toEqual(warnings);
  });

  it('lists every video of a task', () => {
    const task = view({ status: 'completed', outputs: [OUTPUT, { ...OUTPUT, id: 'video-2' }] });
    const named = (_task: TaskView, output?: string): string => `http://x/${output}`;
    expect(toTask(task, named).result?.result.videos.map((video) => video.video_url)).toEqual([
      'http://x/video',
      'http://x/video-2',
    ]);
  });

  it('points to the next page while there is one', () => {
    expect(toTaskList({ tasks: [view()], hasMore: true }, url).next_after).toBe(ID);
    expect(toTaskList({ tasks: [view()], hasMore: false }, url).next_after).toBeNull();
  });
});
