import { join } from 'node:path';
import type { DynamicModule, Provider } from '@nestjs/common';
import { ARTIFACT_STORE, TASK_QUEUE, TASK_STORE } from '@onereel/core/engine';
import { API_KEY_STORE } from '../http/auth/api-key-store';
import { FileArtifactStore } from './embedded/file-artifact-store';
import { InProcessTaskQueue } from './embedded/in-process-task-queue';
import { SqliteApiKeyStore } from './embedded/sqlite-api-key-store';
import { SqliteDatabase } from './embedded/sqlite-database';
import { SqliteTaskStore } from './embedded/sqlite-task-store';

export interface InfrastructureOptions {
  /** Absolute; holds `onereel.db` and `artifacts/`. Created when missing. */
  readonly dataDir: string;
  /** Set = Bull on Redis or Valkey schedules the steps; absent = an in-process queue. */
  readonly redisUrl?: string;
}

/** The one place that decides which adapters run. Exports `TASK_STORE`, `TASK_QUEUE`, `ARTIFACT_STORE`, `SqliteDatabase`. */
export class InfrastructureModule {
  static register({ dataDir }: InfrastructureOptions): DynamicModule {
    const providers: Provider[] = [
      { provide: SqliteDatabase, useFactory: () => SqliteDatabase.open(join(dataDir, 'onereel.db')) },
      {
        provide: TASK_STORE,
        inject: [SqliteDatabase],
        useFactory: (database: SqliteDatabase) => new SqliteTaskStore(database),
      },
      {
        provide: API_KEY_STORE,
        inject: [SqliteDatabase],
        useFactory: (database: SqliteDatabase) => new SqliteApiKeyStore(database),
      },
      { provide: ARTIFACT_STORE, useFactory: () => FileArtifactStore.open(join(dataDir, 'artifacts')) },
      { provide: TASK_QUEUE, useFactory: () => new InProcessTaskQueue() },
    ];
    return {
      module: InfrastructureModule,
      global: true,
      providers,
      exports: [SqliteDatabase, TASK_STORE, API_KEY_STORE, ARTIFACT_STORE, TASK_QUEUE],
    };
  }
}
