import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { ARTIFACT_STORE, type ArtifactStore, type StepRun } from '@onereel/core/engine';
import { ENGINE_SETTINGS, type EngineSettings } from '../engine-settings';
import { OutsideFiles } from '../outside-files';
import { TaskInputs } from './task-inputs';

/** Opens the inputs of a submission in a folder of its own. */
@Injectable()
export class TaskInputsFactory {
  constructor(
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    @Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings,
    private readonly outside: OutsideFiles,
  ) {}

  open({ task, signal }: Pick<StepRun, 'task' | 'signal'>): TaskInputs {
    const { workDir, maxInputBytes, links } = this.settings;
    return new TaskInputs({
      artifacts: this.artifacts,
      fetch: this.outside.fetch,
      folder: join(workDir, `${task.id}-${task.attempt}`),
      maxBytes: maxInputBytes,
      signal,
      ...(links.input && { publicUrl: (key: string) => links.input?.(key) ?? '' }),
    });
  }
}
