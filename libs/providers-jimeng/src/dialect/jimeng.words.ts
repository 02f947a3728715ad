import { GatewayError, RequestWarning, TaskStatus, TaskView } from '@onereel/core';
import { VISUAL_OK } from '../wire/visual-api';
import type { JimengAnswerDto, JimengDataDto } from './jimeng.dto';

/** `CreateVideo.dialect` of what was made here. */
export const JIMENG_DIALECT = 'jimeng';

/** Where clients without a key can fetch a result. */
export type ResultLink = (task: TaskView) => string | undefined;

/** What goes into every answer. */
export interface AnswerFrame {
  readonly requestId: string;
  readonly elapsed: string;
}

/** What ended without a video is told as an error, in place of a status. */
const WORDS: Readonly<Record<Exclude<TaskStatus, 'failed' | 'cancelled' | 'stalled'>, string>> = {
  queued: 'in_queue',
  processing: 'generating',
  completed: 'done',
};

const envelope = (data: JimengDataDto, { requestId, elapsed }: AnswerFrame): JimengAnswerDto => ({
  code: VISUAL_OK,
  data,
  message: 'Success',
  request_id: requestId,
  status: VISUAL_OK,
  time_elapsed: elapsed,
});

const beside = ({ id, warnings }: TaskView): Pick<JimengAnswerDto, 'task_id' | 'warnings'> => ({
  task_id: id,
  ...(warnings.length > 0 && { warnings: warnings.map((warning: RequestWarning) => ({ ...warning })) }),
});

export const toSubmitted = (task: TaskView, frame: AnswerFrame): JimengAnswerDto => ({
  ...envelope({ task_id: task.id }, frame),
  ...beside(task),
});

/** @throws the error of a task that ended without a video */
export function toResult(task: TaskView, frame: AnswerFrame, link: ResultLink): JimengAnswerDto {
  const { status } = task;
  if (status === 'failed' || status === 'cancelled' || status === 'stalled') throw endOf(task);
  return { ...envelope(dataOf(task, WORDS[status], link), frame), ...beside(task) };
}

/** Tasks that do not exist are told about like any other. */
export const toUnknown = (frame: AnswerFrame): JimengAnswerDto => envelope({ status: 'not_found' }, frame);

function dataOf(task: TaskView, word: string, link: ResultLink): JimengDataDto {
  if (task.status !== 'completed') return { status: word };
  const url = task.outputs.length === 0 ? undefined : link(task);
  if (url === undefined) return { status: 'expired' };
  return { status: word, video_url: url, aigc_meta_tagged: false };
}

const ENDINGS = { failed: 'provider_failed', cancelled: 'cancelled', stalled: 'deadline_exceeded' } as const;

function endOf({ status, error }: TaskView): GatewayError {
  if (error) return new GatewayError(error.code, error);
  return new GatewayError(ENDINGS[status as keyof typeof ENDINGS]);
}
