import { FieldNames, GatewayError, JsonValue, TaskPage, TaskStatus, TaskView } from '@onereel/core';
import type {
  OpenAiVideoDeletedDto,
  OpenAiVideoDto,
  OpenAiVideoErrorDto,
  OpenAiVideoListDto,
} from './openai.dto';

export const OPENAI_DIALECT = 'openai';
/** Tasks created with `X-Video-Dialect: legacy` remember their vocabulary by this name. */
export const OPENAI_LEGACY_DIALECT = 'openai-legacy';

/** Where a finished video can be fetched. */
export type VideoUrl = (task: TaskView) => string | undefined;

/** This dialect's names for what the engine complains about. */
export const OPENAI_FIELDS = new FieldNames({
  durationSeconds: 'seconds',
  negativePrompt: 'negative_prompt',
  aspectRatio: 'aspect_ratio',
  count: 'n',
  cameraMotion: 'camera_motion',
  motionStrength: 'motion_strength',
  enhancePrompt: 'enhance_prompt',
  providerOptions: 'provider_options',
  'inputs.first_frame': 'input_reference',
  'inputs.reference': 'images',
});

type Words = Readonly<Record<TaskStatus, string>>;

/**
 * The SDKs wait while they read `queued` or `in_progress` and take every other word for the end, so nothing else may describe an
 * unfinished video. `stalled` is told as a failure, because they have no timeout; a late success still shows as `completed`.
 */
const OFFICIAL: Words = {
  queued: 'queued',
  processing: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'failed',
  stalled: 'failed',
};

/** The words older clients of `/v1/videos` know. */
const LEGACY: Words = {
  ...OFFICIAL,
  queued: 'pending',
  processing: 'processing',
  cancelled: 'cancelled',
};

const wordsOf = (task: TaskView): Words => (task.dialect === OPENAI_LEGACY_DIALECT ? LEGACY : OFFICIAL);

/** Milliseconds after which to ask again; `undefined` when the task is over. Waiting tasks change more slowly. */
export function pollAfterMs(task: TaskView): number | undefined {
  if (OFFICIAL[task.status] === 'queued') return (task.queuePosition ?? 0) > 0 ? 5000 : 2000;
  return OFFICIAL[task.status] === 'in_progress' ? 2000 : undefined;
}

/** One object for every generation of clients: official members, the older `created` and `video_url`, and resellers' extras. */
export function toVideo(task: TaskView, videoUrl: VideoUrl): OpenAiVideoDto {
  const createdAt = seconds(task.createdAt) ?? 0;
  const url = task.status === 'completed' ? (videoUrl(task) ?? null) : null;
  return {
    id: task.id,
    object: 'video',
    model: task.model === '' ? task.resolvedModel : task.model,
    status: wordsOf(task)[task.status],
    progress: Math.round(task.progress),
    created_at: createdAt,
    created: createdAt,
    completed_at: seconds(task.completedAt),
    expires_at: seconds(task.expiresAt),
    error: toVideoError(task),
    prompt: text(task.request.prompt),
    remixed_from_video_id: task.remixedFrom ?? null,
    seconds: durationOf(task),
    size: sizeOf(task),
    video_url: url,
    task_id: task.id,
    metadata: { ...task.metadata, ...(url !== null && { url }) },
    ...(task.warnings.length > 0 && {
      warnings: task.warnings.map((warning) => OPENAI_FIELDS.warning(warning)),
    }),
  };
}

export const toVideoList = (page: TaskPage, videoUrl: VideoUrl): OpenAiVideoListDto => ({
  object: 'list',
  data: page.tasks.map((task) => toVideo(task, videoUrl)),
  first_id: page.tasks.at(0)?.id ?? null,
  last_id: page.tasks.at(-1)?.id ?? null,
  has_more: page.hasMore,
});

export const toDeleted = (id: string): OpenAiVideoDeletedDto => ({
  id,
  object: 'video.deleted',
  deleted: true,
});

function toVideoError(task: TaskView): OpenAiVideoErrorDto | null {
  if (OFFICIAL[task.status] !== 'failed') return null;
  const error = task.error ?? new GatewayError(FALLBACK[task.status] ?? 'provider_failed');
  return { code: error.code, message: OPENAI_FIELDS.text(error.message) };
}

const FALLBACK: Partial<Record<TaskStatus, 'cancelled' | 'deadline_exceeded'>> = {
  cancelled: 'cancelled',
  stalled: 'deadline_exceeded',
};

/** Always a string, as the SDK types say: what was asked, what the model chose, or what came out. */
function durationOf(task: TaskView): string {
  const wanted = task.request.durationSeconds ?? task.applied.durationSeconds;
  const found = typeof wanted === 'number' ? wanted : task.outputs[0]?.durationSeconds;
  return found === undefined ? 'auto' : String(Math.round(found * 100) / 100);
}

function sizeOf(task: TaskView): string {
  const [output] = task.outputs;
  if (output?.width !== undefined && output.height !== undefined) return `${output.width}x${output.height}`;
  return pixels(task.request.size) ?? pixels(task.applied.size) ?? text(task.request.resolution) ?? 'auto';
}

function pixels(size: JsonValue | undefined): string | undefined {
  if (typeof size === 'string') return size;
  if (typeof size !== 'object' || size === null || Array.isArray(size)) return undefined;
  return typeof size.width === 'number' && typeof size.height === 'number'
    ? `${size.width}x${size.height}`
    : undefined;
}

const text = (value: JsonValue | undefined): string | null => (typeof value === 'string' ? value : null);

const seconds = (iso: string | undefined): number | null =>
  iso === undefined ? null : Math.floor(Date.parse(iso) / 1000);
