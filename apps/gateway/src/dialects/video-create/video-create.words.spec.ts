import { GatewayError, type TaskView, toErrorDetail } from '@onereel/core';
import { VIDEO_CREATE_ANSWERS } from './video-create.exchanges';
import { isFinal, toCreated, toTask } from './video-create.words';

const link = (task: TaskView): string | undefined =>
  task.status === 'completed' ? VIDEO_CREATE_ANSWERS.completed.video_url : undefined;

const view = (more: Partial<TaskView> = {}): TaskView => ({
  id: VIDEO_CREATE_ANSWERS.created.id,
  kind: 'generate',
  status: 'processing',
  progress: 45,
  model: 'veo3',
  resolvedModel: 'some-model',
  providerId: 'some-provider',
  dialect: 'video-create',
  request: { prompt: 'A serene lake with mountains in the background at sunset' },
  applied: {},
  warnings: [],
  outputs: [],
  createdAt: '2026-01-11T10:30:00.900Z',
  updatedAt: '2026-01-11T10:30:15.900Z',
  metadata: {},
  revision: 3,
  ...more,
});

describe('TaskView → video-create words', () => {
  it('makes exactly the documented answers', () => {
    const created = view({ status: 'queued', updatedAt: '2026-01-11T10:30:00.900Z' });
    expect(toCreated(created)).toEqual(VIDEO_CREATE_ANSWERS.created);
    expect(toTask(view(), link)).toEqual(VIDEO_CREATE_ANSWERS.processing);
    expect(toTask(view({ status: 'completed' }), link)).toEqual(VIDEO_CREATE_ANSWERS.completed);
    const error = toErrorDetail(new GatewayError('moderated_input'));
    expect(toTask(view({ status: 'failed', error }), link)).toEqual(VIDEO_CREATE_ANSWERS.failed);
  });

  it.each<[TaskView['status'], string, string | undefined]>([
    ['queued', 'pending', undefined],
    ['processing', 'processing', undefined],
    ['completed', 'completed', undefined],
    ['failed', 'failed', 'provider_failed'],
    ['cancelled', 'failed', 'cancelled'],
    ['stalled', 'failed', 'deadline_exceeded'],
  ])('says %s as %s', (status, word, code) => {
    const task = toTask(view({ status }), link);
    expect([task.status, task.error?.code]).toEqual([word, code]);
    expect(isFinal(view({ status }))).toBe(word === 'completed' || word === 'failed');
  });

  it('tells the rewritten prompt once there is one', () => {
    expect(toTask(view({ applied: { optimizedPrompt: 'Golden hour …' } }), link).enhanced_prompt).toBe(
      'Golden hour …',
    );
    const applied = { optimizedPrompt: 'Golden hour …', vendorPrompt: 'Golden hour, wide shot …' };
    expect(toTask(view({ applied }), link).enhanced_prompt).toBe('Golden hour, wide shot …');
    expect(toTask(view({ request: {} }), link).enhanced_prompt).toBe('');
  });

  it('puts warnings into the words of the request', () => {
    const warnings = [
      { kind: 'unsupported', field: 'upsample', message: 'upsample is not supported' },
    ] as const;
    expect(toCreated(view({ warnings })).warnings).toEqual([
      { kind: 'unsupported', field: 'enable_upsample', message: 'enable_upsample is not supported' },
    ]);
  });
});
