import type { DynamicModule } from '@nestjs/common';

export interface InfrastructureOptions {
  /** Absolute; holds `onereel.db` and `artifacts/`. Created when missing. */
  readonly dataDir: string;
  /** Set = Bull on Redis or Valkey schedules the steps; absent = an in-process queue. */
  readonly redisUrl?: string;
}

/** The one place that decides which adapters run. Exports `TASK_STORE`, `TASK_QUEUE`, `ARTIFACT_STORE`. */
export class InfrastructureModule {
  static register(_options: InfrastructureOptions): DynamicModule {
    return { module: InfrastructureModule, global: true };
  }
}
