import { type Caller, GatewayError, type TaskView, type VideoGateway } from '@onereel/core';
import { API_STATUS } from '../http/tasks/api-status';
import type { RenderDto } from './renders.dto';

interface Links {
  /** Without trailing slash. */
  readonly base: string;
}

export function toRender(task: TaskView, { base }: Links): RenderDto {
  const address = `${base}/api/v1/renders/${task.id}`;
  const { error } = task;
  return {
    id: task.id,
    status: API_STATUS[task.status],
    progress: task.progress,
    frames_done: Number(task.applied.framesDone ?? 0),
    frames_total: task.applied.frames === undefined ? null : Number(task.applied.frames),
    draft_id: String(task.applied.draftId),
    revision: Number(task.applied.revision),
    options: asked(task),
    result: resultOf(task, address),
    thumbnail: thumbnailOf(task, address),
    report: task.status === 'completed' ? reportOf(task, address) : null,
    warnings: task.warnings.map(({ field = '', message }) => ({ field, message })),
    error: error ? { code: error.code, message: error.message, retryable: error.retryable } : null,
    created_at: task.createdAt,
    started_at: task.startedAt ?? null,
    completed_at: task.completedAt ?? null,
    expires_at: task.expiresAt ?? null,
    external_id: task.externalId ?? null,
    metadata: task.metadata,
  };
}

/** In the names of the request. */
const NAMES: Readonly<Record<string, string>> = {
  quality: 'preset',
  videoKbps: 'bitrate_kbps',
  audioKbps: 'audio_bitrate_kbps',
};

function asked({ request }: TaskView): object {
  const { startSeconds, endSeconds, ...options } = (request.options ?? {}) as Record<string, unknown>;
  const range =
    startSeconds === undefined && endSeconds === undefined
      ? {}
      : { range: { start: startSeconds ?? 0, end: endSeconds ?? null } };
  return {
    ...Object.fromEntries(Object.entries(options).map(([name, value]) => [NAMES[name] ?? name, value])),
    ...range,
  };
}

function resultOf({ status, outputs }: TaskView, address: string): RenderDto['result'] {
  const film = outputs[0];
  if (status !== 'completed' || film === undefined) return null;
  return {
    url: `${address}/content`,
    media_type: film.mediaType,
    bytes: film.bytes,
    sha256: film.sha256,
    duration: film.durationSeconds ?? null,
    width: film.width ?? null,
    height: film.height ?? null,
    fps: film.fps ?? null,
    has_audio: film.hasAudio ?? null,
  };
}

function thumbnailOf({ outputs }: TaskView, address: string): RenderDto['thumbnail'] {
  const picture = outputs.find(({ id }) => id === 'thumbnail');
  return picture === undefined
    ? null
    : { url: `${address}/thumbnail`, media_type: picture.mediaType, bytes: picture.bytes };
}

const reportOf = ({ applied }: TaskView, address: string): RenderDto['report'] => ({
  counts: (applied.report ?? {}) as object,
  url: `${address}/report`,
  page_url: `${address}/report.html`,
});

/** Tasks of this kind only: a video's id is no render. */
export async function renderOf(gateway: VideoGateway, id: string, caller: Caller): Promise<TaskView> {
  if (/^rnd_[a-z0-9]+$/.test(id)) return gateway.get(id, caller);
  throw new GatewayError('not_found', {
    message: `There is no render ${JSON.stringify(id.slice(0, 60))}; GET /api/v1/renders lists them.`,
  });
}
