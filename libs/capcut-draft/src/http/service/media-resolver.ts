import { GatewayError, type Caller } from '@onereel/core';
import type { ArtifactStore } from '@onereel/core/engine';
import { libraryPath } from '../../draft/model/draft-paths';
import { PHOTO_DURATION, type PlacedMedia } from '../../draft/write/new-media';
import type { MaterialKind, MaterialLibrary } from '../../media-library/material-library';
import type { StoredMaterial } from '../../media-library/stored-material';
import {
  expectedMedia,
  taskIdOf,
  type ExpectedMedia,
  type TaskSource,
} from '../../media-library/task-references';

/** A medium as a request names it. */
export interface WantedMedia {
  readonly url: string;
  readonly field: string;
  readonly accept: readonly MaterialKind[];
  /** What the client says about it; counts only while the file is not there. */
  readonly declared?: Partial<ExpectedMedia>;
}

/** Turns the addresses of a request into media a draft can refer to. */
export class MediaResolver {
  constructor(
    private readonly library: MaterialLibrary,
    private readonly artifacts: ArtifactStore,
    private readonly publicUrl: () => string,
    private readonly tasks: TaskSource | undefined,
  ) {}

  /** All at once; the first failure ends the call. */
  resolveAll(wanted: readonly WantedMedia[], caller: Caller): Promise<PlacedMedia[]> {
    return Promise.all(wanted.map((each) => this.resolve(each, caller)));
  }

  async resolve(wanted: WantedMedia, caller: Caller): Promise<PlacedMedia> {
    const taskId = taskIdOf(wanted.url, this.publicUrl());
    if (taskId !== undefined) return this.fromTask(taskId, wanted, caller);
    return placedMedia(await this.library.fetch(wanted.url, wanted.field, wanted.accept), nameOf(wanted.url));
  }

  private async fromTask(taskId: string, wanted: WantedMedia, caller: Caller): Promise<PlacedMedia> {
    if (!this.tasks)
      throw new GatewayError('not_supported', {
        param: wanted.field,
        message: `${wanted.field}: task results cannot be used here; send an http(s) address.`,
      });
    const task = await this.tasks.get(taskId, caller);
    if (task.status === 'failed' || task.status === 'cancelled') {
      throw new GatewayError('input_unreachable', {
        param: wanted.field,
        message: `${wanted.field}: task ${taskId} is ${task.status} and will deliver no file.`,
      });
    }
    const output = task.status === 'completed' ? task.outputs[0] : undefined;
    if (!output) return pendingMedia(taskId, expectedMedia(task, wanted.declared ?? {}), wanted.accept);
    const local = await this.artifacts.local(output.key);
    try {
      return placedMedia(
        await this.library.add(local.path, wanted.field, wanted.accept),
        `${taskId}.${output.id}`,
      );
    } finally {
      await local.release();
    }
  }
}

export function placedMedia(material: StoredMaterial, name: string): PlacedMedia {
  const { kind, contentId, extension, width, height, hasAudio } = material;
  const duration = kind === 'photo' ? PHOTO_DURATION : material.duration;
  return {
    kind,
    path: libraryPath(material),
    name: `${name.slice(0, 120)}.${extension}`,
    contentId: dashed(contentId),
    width,
    height,
    duration,
    hasAudio,
  };
}

function pendingMedia(taskId: string, expected: ExpectedMedia, accept: readonly MaterialKind[]): PlacedMedia {
  const kind = accept.includes('video') ? 'video' : 'audio';
  return { kind, path: '', name: taskId, contentId: '', ...expected, hasAudio: true, pendingTask: taskId };
}

/** In the form of the ids the applications give files of the media bin. */
function dashed(contentId: string): string {
  return contentId.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function nameOf(url: string): string {
  try {
    const last = decodeURIComponent(new URL(url).pathname.split('/').pop() ?? '');
    return last.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N} _-]/gu, '_') || 'media';
  } catch {
    return 'media';
  }
}
