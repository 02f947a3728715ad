import { GatewayError, TaskOutput, TaskPage, TaskStatus, TaskView } from '@onereel/core';
import type { KlingTaskDataDto, KlingTaskDto, KlingTaskListDto, KlingVideoDto } from './kling.dto';

/** Where clients without a key can fetch a result. */
export type ResultLink = (task: TaskView, output?: string) => string | undefined;

/** A list shows what was made under the same path, so the path is part of the dialect's name. */
export const KLING_DIALECTS = { text2video: 'kling-text2video', image2video: 'kling-image2video' } as const;
export type KlingPath = keyof typeof KLING_DIALECTS;

interface Words {
  readonly official: 'submitted' | 'processing' | 'succeed' | 'failed';
  /** Of the generic answer beside the official one. */
  readonly generic: 'queued' | 'in_progress' | 'completed' | 'failed';
}

/** Clients wait at every word but `succeed` and `failed`. `stalled` counts as failed, because many of them have no time limit. */
const WORDS: Readonly<Record<TaskStatus, Words>> = {
  queued: { official: 'submitted', generic: 'queued' },
  processing: { official: 'processing', generic: 'in_progress' },
  completed: { official: 'succeed', generic: 'completed' },
  failed: { official: 'failed', generic: 'failed' },
  cancelled: { official: 'failed', generic: 'failed' },
  stalled: { official: 'failed', generic: 'failed' },
};

const ENDED_WITHOUT_ERROR = { cancelled: 'cancelled', stalled: 'deadline_exceeded' } as const;

/** The official envelope, and beside it the flat fields that clients of generic video APIs read. */
export function toKlingTask(task: TaskView, requestId: string, link: ResultLink): KlingTaskDto {
  const video = task.status === 'completed' ? task.outputs.at(0) : undefined;
  const url = video && link(task);
  const error = errorOf(task);
  return {
    code: 0,
    message: 'SUCCEED',
    request_id: requestId,
    data: toTaskData(task, link),
    task_id: task.id,
    status: WORDS[task.status].generic,
    ...(video && { ...(url !== undefined && { url }), format: 'mp4', metadata: metadataOf(video) }),
    ...(error && { error: { code: error.code, message: error.message } }),
    ...(task.warnings.length > 0 && { warnings: task.warnings.map((warning) => ({ ...warning })) }),
  };
}

export const toKlingTaskList = (page: TaskPage, requestId: string, link: ResultLink): KlingTaskListDto => ({
  code: 0,
  message: 'SUCCEED',
  request_id: requestId,
  data: page.tasks.map((task) => toTaskData(task, link)),
});

/** Types matter to official clients: times are numbers in milliseconds, lengths are text. */
function toTaskData(task: TaskView, link: ResultLink): KlingTaskDataDto {
  const error = errorOf(task);
  return {
    task_id: task.id,
    task_status: WORDS[task.status].official,
    ...(error && { task_status_msg: error.message }),
    task_info: { ...(task.externalId !== undefined && { external_task_id: task.externalId }) },
    ...(task.status === 'completed' && {
      task_result: { videos: task.outputs.map((output) => toVideo(task, output, link)) },
    }),
    created_at: Date.parse(task.createdAt),
    updated_at: Date.parse(task.updatedAt),
  };
}

function toVideo(task: TaskView, output: TaskOutput, link: ResultLink): KlingVideoDto {
  const { durationSeconds = 0 } = output;
  return {
    id: `${task.id}-${output.id}`,
    url: link(task, output.id) ?? '',
    duration: String(Math.round(durationSeconds * 1000) / 1000),
  };
}

const metadataOf = ({ durationSeconds, fps, width, height }: TaskOutput): object => ({
  ...(durationSeconds !== undefined && { duration: durationSeconds }),
  ...(fps !== undefined && { fps }),
  ...(width !== undefined && { width }),
  ...(height !== undefined && { height }),
});

function errorOf(task: TaskView): Pick<GatewayError, 'code' | 'message'> | undefined {
  if (WORDS[task.status].official !== 'failed') return undefined;
  if (task.error) return task.error;
  return new GatewayError(
    task.status === 'cancelled' || task.status === 'stalled'
      ? ENDED_WITHOUT_ERROR[task.status]
      : 'provider_failed',
  );
}
