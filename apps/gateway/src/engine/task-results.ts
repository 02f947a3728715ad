import { Inject, Injectable } from '@nestjs/common';
import { GatewayError, type OutputVariant, type TaskOutput, type TaskView } from '@onereel/core';
import type { TaskRecord } from '@onereel/core/engine';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { OutputVariants } from './output-variants';

/** The stored files of a task, and their addresses. */
@Injectable()
export class TaskResults {
  constructor(
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'links'>,
    private readonly variants: OutputVariants,
  ) {}

  contentUrl({ id, outputs }: Pick<TaskView, 'id' | 'outputs'>, wanted?: string): string | undefined {
    const output = wanted === undefined ? outputs[0] : outputs.find((one) => one.id === wanted);
    return output && this.settings.links.content(id, output.id);
  }

  link({ outputs }: Pick<TaskView, 'outputs'>, wanted?: string): string | undefined {
    const output = wanted === undefined ? outputs[0] : outputs.find((one) => one.id === wanted);
    return output && this.settings.links.file(output.key);
  }

  /** Throws `not_ready`, `not_found`. */
  async file(task: TaskRecord, wanted: { variant: OutputVariant; output?: string }): Promise<TaskOutput> {
    if (task.status !== 'completed') {
      throw new GatewayError('not_ready', {
        message: `The task is ${task.status}; its result exists once it is completed.`,
        retryable: task.status === 'queued' || task.status === 'processing',
      });
    }
    const { outputs } = task;
    const video = wanted.output === undefined ? outputs[0] : outputs.find(({ id }) => id === wanted.output);
    if (video === undefined) {
      const known = outputs.map(({ id }) => id).join(', ');
      throw new GatewayError('not_found', { message: `There is no such output. This task has: ${known}.` });
    }
    return wanted.variant === 'video' ? video : this.variants.picture(video, wanted.variant);
  }
}
