import { GatewayError, type TaskView, toErrorDetail } from '@onereel/core';
import { VIDEO_GENERATIONS_ANSWERS } from './video-generations.exchanges';
import { isFinal, toCreated, toTask } from './video-generations.words';

const link = (task: TaskView): string | undefined =>
  task.status === 'completed' ? VIDEO_GENERATIONS_ANSWERS.completed.url : undefined;

const view = (more: Partial<TaskView> = {}): TaskView => ({
  id: VIDEO_GENERATIONS_ANSWERS.created.id,
  kind: 'generate',
  status: 'processing',
  progress: 45,
  model: 'sandbox',
  resolvedModel: 'sandbox',
  providerId: 'sandbox',
  dialect: 'video-generations',
  request: {
    prompt: 'A serene ocean scene with gentle waves',
    durationSeconds: 2,
    size: { width: 640, height: 360 },
    inputs: [],
  },
  applied: { durationSeconds: 2, fps: 30, seed: 7 },
  warnings: [],
  outputs: [],
  createdAt: '2026-01-11T10:30:00.900Z',
  updatedAt: '2026-01-11T10:30:15.900Z',
  startedAt: '2026-01-11T10:30:01.000Z',
  metadata: {},
  revision: 3,
  ...more,
});
const END = '2026-01-11T10:30:40.000Z';
const OUTPUT = {
  id: 'video',
  key: 'k',
  mediaType: 'video/mp4',
  bytes: 1,
  sha256: 'ab',
  durationSeconds: 2,
  width: 640,
  height: 360,
};

describe('TaskView → video-generations words', () => {
  it('makes exactly the documented answers', () => {
    const error = toErrorDetail(new GatewayError('moderated_input'));
    const completed = view({ status: 'completed', progress: 100, outputs: [OUTPUT], completedAt: END });
    expect(toCreated(view({ status: 'queued', progress: 0 }))).toEqual(VIDEO_GENERATIONS_ANSWERS.created);
    expect(toTask(view(), link)).toEqual(VIDEO_GENERATIONS_ANSWERS.running);
    expect(toTask(completed, link)).toEqual(VIDEO_GENERATIONS_ANSWERS.completed);
    expect(toTask(view({ status: 'failed', error, completedAt: END }), link)).toEqual(
      VIDEO_GENERATIONS_ANSWERS.failed,
    );
  });

  it.each<[TaskView['status'], string, string, string | undefined]>([
    ['queued', 'queued', 'QUEUED', undefined],
    ['processing', 'in_progress', 'IN_PROGRESS', undefined],
    ['completed', 'completed', 'SUCCESS', undefined],
    ['failed', 'failed', 'FAILURE', 'provider_failed'],
    ['cancelled', 'failed', 'FAILURE', 'cancelled'],
    ['stalled', 'failed', 'FAILURE', 'deadline_exceeded'],
  ])('says %s as %s, in the envelope as %s', (status, flat, legacy, code) => {
    const task = toTask(view({ status }), link);
    expect([task.status, task.data.status, task.error?.code]).toEqual([flat, legacy, code]);
    expect(task.data.fail_reason === '').toBe(code === undefined);
    expect(isFinal(view({ status }))).toBe(flat === 'completed' || flat === 'failed');
  });

  it('tells a task that no vendor has yet apart in the envelope', () => {
    expect(toTask(view({ status: 'queued', startedAt: undefined }), link).data).toMatchObject({
      status: 'SUBMITTED',
      start_time: 0,
    });
  });

  it('has no facts about a task of another kind', () => {
    const task = toTask(view({ request: {}, applied: {}, model: '', outputs: [] }), link);
    expect(task.metadata).toEqual({ duration: null, fps: null, width: null, height: null, seed: null });
    expect(task.model).toBe('sandbox');
  });
});
