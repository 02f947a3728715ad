import { Inject, Injectable } from '@nestjs/common';
import { ARTIFACT_STORE, type ArtifactStore, type TaskRecord } from '@onereel/core/engine';
import { InputStore } from './input-store';
import { OutputVariants } from './output-variants';
import { TaskLedger } from './task-ledger';

/** Forgets a task and everything stored for it. */
@Injectable()
export class TaskRemover {
  constructor(
    @Inject(ARTIFACT_STORE) private readonly artifacts: ArtifactStore,
    private readonly inputs: InputStore,
    private readonly variants: OutputVariants,
    private readonly ledger: TaskLedger,
  ) {}

  /** Files first: a row that is left after a crash is removed again, a file without a row would stay for ever. */
  async remove(task: TaskRecord): Promise<void> {
    const keys = task.outputs.flatMap((output) => [output.key, ...this.variants.keysOf(output)]);
    await Promise.all(keys.map((key) => this.artifacts.remove(key)));
    await this.inputs.discard(task.request.inputs);
    await this.ledger.remove(task);
  }
}
