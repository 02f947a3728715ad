import { ERROR_TABLE, ErrorCode, GatewayError, TaskStatus, TaskView, toErrorDetail } from '@onereel/core';
import { klingAnswerCode } from '../wire/kling-answer-code-table';
import { klingErrorBody } from './kling.filter';
import { toKlingTask, toKlingTaskList } from './kling.words';

const task = (status: TaskStatus, more: Partial<TaskView> = {}): TaskView => ({
  id: 'vid_1',
  kind: 'generate',
  status,
  progress: 0,
  model: 'kling-v2-6',
  resolvedModel: 'kling-v2-6',
  providerId: 'kling',
  dialect: 'kling-text2video',
  request: {},
  applied: {},
  warnings: [],
  outputs: [],
  createdAt: '2026-11-20T08:00:00.000Z',
  updatedAt: '2026-11-20T08:00:05.250Z',
  metadata: {},
  revision: 1,
  ...more,
});
const OUTPUT = {
  id: 'video',
  key: 'k',
  mediaType: 'video/mp4',
  bytes: 1,
  sha256: 's',
  durationSeconds: 5.0417,
};
const link = (_task: TaskView, output = 'video'): string => `https://gw.example/${output}.mp4?signature=s`;

describe('TaskView → Kling', () => {
  it.each<[TaskStatus, string, string]>([
    ['queued', 'submitted', 'queued'],
    ['processing', 'processing', 'in_progress'],
    ['completed', 'succeed', 'completed'],
    ['failed', 'failed', 'failed'],
    ['cancelled', 'failed', 'failed'],
    ['stalled', 'failed', 'failed'],
  ])('%s is %s, and %s beside it', (status, official, generic) => {
    const answer = toKlingTask(task(status), 'r', link);
    expect([answer.data.task_status, answer.status, answer.code]).toEqual([official, generic, 0]);
    expect(answer.data.task_status_msg !== undefined).toBe(official === 'failed');
    expect(answer.error !== undefined).toBe(official === 'failed');
  });

  it('keeps the types official clients check: times are numbers, lengths are text', () => {
    const { data, url, format } = toKlingTask(
      task('completed', { outputs: [OUTPUT], externalId: 'mine' }),
      'r',
      link,
    );
    expect(data).toEqual({
      task_id: 'vid_1',
      task_status: 'succeed',
      task_info: { external_task_id: 'mine' },
      task_result: {
        videos: [{ id: 'vid_1-video', url: 'https://gw.example/video.mp4?signature=s', duration: '5.042' }],
      },
      created_at: 1795161600000,
      updated_at: 1795161605250,
    });
    expect([url, format]).toEqual(['https://gw.example/video.mp4?signature=s', 'mp4']);
  });

  it('tells the reason of a failure and every warning', () => {
    const error = toErrorDetail(new GatewayError('moderated_output', { message: 'refused' }));
    const warnings = [{ kind: 'unsupported', field: 'seed', message: 'no seed' }] as const;
    expect(toKlingTask(task('failed', { error, warnings }), 'r', link)).toMatchObject({
      data: { task_status_msg: 'refused' },
      error: { code: 'moderated_output', message: 'refused' },
      warnings,
    });
  });

  it('lists bare tasks', () => {
    const list = toKlingTaskList({ tasks: [task('queued'), task('failed')], hasMore: false }, 'r', link);
    expect(list.data.map(({ task_status }) => task_status)).toEqual(['submitted', 'failed']);
  });
});

describe('errors', () => {
  it.each<[ErrorCode, number, number]>([
    ['authentication_failed', 401, 1002],
    ['not_found', 404, 1203],
    ['invalid_parameter', 400, 1201],
    ['conflict', 400, 1201],
    ['invalid_request', 400, 1200],
    ['moderated_input', 400, 1301],
    ['rate_limited', 429, 1302],
    ['insufficient_quota', 429, 1102],
    ['shutting_down', 503, 5001],
    ['internal_error', 500, 5000],
  ])('%s is HTTP %i with code %i', (code, http, number) => {
    expect(klingAnswerCode(code, ERROR_TABLE[code].origin === 'client')).toEqual({ http, code: number });
  });

  it('has a number and a sentence for every code there is', () => {
    for (const code of Object.keys(ERROR_TABLE) as ErrorCode[]) {
      const body = klingErrorBody(new GatewayError(code, { param: 'x' }), 'r');
      expect(typeof body.code).toBe('number');
      expect(body).toMatchObject({ request_id: 'r', error: { code, param: 'x' } });
      expect(body.message).not.toBe('');
    }
  });
});
