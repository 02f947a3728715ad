import { randomUUID } from 'node:crypto';
import { Answer, json } from '../frame/answer';
import { Refusal } from '../frame/faults';
import { SimulatedTask, TaskView } from '../frame/simulated-task';

/* How Kling words its answers. */

export const envelope = (status: number, code: number, message: string, data?: unknown): Answer =>
  json(status, { code, message, request_id: randomUUID(), ...(data !== undefined && { data }) });

export const ok = (data: unknown): Answer => envelope(200, 0, 'SUCCEED', data);
export const invalid = (problem: string): Answer => envelope(400, 1201, problem);

export const REFUSALS: Readonly<Record<Refusal, readonly [status: number, code: number, message: string]>> = {
  'input-moderation': [400, 1301, 'Failure to pass the risk control system'],
  'output-moderation': [400, 1301, 'Failure to pass the risk control system'],
  'rate-limited': [429, 1302, 'The API request is too fast'],
  'concurrency-limited': [429, 1303, 'parallel task over resource pack limit'],
  arrears: [429, 1101, 'Account in arrears'],
  'quota-empty': [429, 1102, 'Account balance not enough'],
  'account-abnormal': [429, 1100, 'Account exception'],
  'address-refused': [429, 1304, 'Your IP is not on the allow-list'],
  'bad-credentials': [401, 1002, 'Authorization is invalid'],
  'invalid-request': [400, 1201, 'Invalid parameters'],
  maintenance: [503, 5001, 'Service under maintenance'],
  'server-error': [500, 5000, 'Internal error'],
  'not-found': [404, 1203, 'The requested resource does not exist'],
};

const FAILURE_TEXT = {
  'output-moderation': 'Failure to pass the risk control system',
  'server-error': 'Service busy, please try again later',
} as const;

const LEGACY_WORDS: Readonly<Record<TaskView['phase'], string>> = {
  queued: 'submitted',
  running: 'processing',
  unknown: 'pre_heating',
  done: 'succeed',
  failed: 'failed',
  cancelled: 'failed',
};

export function legacyTask(task: SimulatedTask, view: TaskView): object {
  return {
    task_id: task.id,
    task_status: LEGACY_WORDS[view.phase],
    ...(view.refusal && { task_status_msg: FAILURE_TEXT[view.refusal] }),
    task_info: { external_task_id: task.reference ?? null },
    created_at: Math.floor(task.acceptedAt),
    updated_at: Math.floor(view.updatedAt),
    ...(view.phase === 'done' && {
      task_result: {
        videos: view.outputs.map(({ id, url, seconds }) => ({ id, url, duration: `${seconds}.1` })),
      },
      final_unit_deduction: (task.result.seconds / 5).toFixed(1),
    }),
  };
}

export function newApiTask(task: SimulatedTask, view: TaskView): Record<string, unknown> {
  return {
    id: task.id,
    status: view.phase === 'done' ? 'succeeded' : LEGACY_WORDS[view.phase],
    message: view.refusal ? FAILURE_TEXT[view.refusal] : '',
    external_id: task.reference ?? '',
    create_time: Math.floor(task.acceptedAt),
    update_time: Math.floor(view.updatedAt),
    outputs: view.outputs.map(({ id, url, seconds }) => ({
      type: 'video',
      id,
      url,
      duration: String(seconds),
    })),
    billing: [],
  };
}
