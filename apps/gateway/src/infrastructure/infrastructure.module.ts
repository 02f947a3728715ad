import { join } from 'node:path';
import type { DynamicModule, Provider } from '@nestjs/common';
import { DRAFT_STORE, MATERIAL_USES } from '@onereel/capcut-draft';
import { ARTIFACT_STORE, TASK_QUEUE, TASK_STORE } from '@onereel/core/engine';
import { API_KEY_STORE } from '../http/auth/api-key-store';
import { FileArtifactStore } from './embedded/file-artifact-store';
import { InProcessTaskQueue } from './embedded/in-process-task-queue';
import { SqliteApiKeyStore } from './embedded/sqlite-api-key-store';
import { SqliteDatabase } from './embedded/sqlite-database';
import { SqliteDraftStore } from './embedded/sqlite-draft-store';
import { SqliteMaterialUses } from './embedded/sqlite-material-uses';
import { SqliteTaskStore } from './embedded/sqlite-task-store';
import { BullQueueModule } from './redis/bull-queue.module';

export interface InfrastructureOptions {
  /** Absolute; holds `onereel.db` and `artifacts/`. Created when missing. */
  readonly dataDir: string;
  /** Set = Bull on Redis or Valkey schedules the steps; absent = an in-process queue. */
  readonly redisUrl?: string;
}

/** Step kinds with a concurrency of their own get a Bull queue of their own. */
const LANES = ['submit', 'poll', 'archive', 'rearchive', 'render'];
const LEASE_MS = 30_000;

/** The one place that decides which adapters run. Exports `TASK_STORE`, `TASK_QUEUE`, `ARTIFACT_STORE`, `DRAFT_STORE`, `MATERIAL_USES`, `SqliteDatabase`. */
export class InfrastructureModule {
  static register({ dataDir, redisUrl }: InfrastructureOptions): DynamicModule {
    const queue =
      redisUrl === undefined
        ? {
            imports: [],
            providers: [
              {
                provide: TASK_QUEUE,
                useFactory: () => new InProcessTaskQueue(),
              },
            ],
          }
        : {
            imports: [BullQueueModule.register({ redisUrl, lanes: LANES, leaseMs: LEASE_MS })],
            providers: [],
          };
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
      {
        provide: DRAFT_STORE,
        inject: [SqliteDatabase],
        useFactory: (database: SqliteDatabase) => new SqliteDraftStore(database),
      },
      {
        provide: MATERIAL_USES,
        inject: [SqliteDatabase],
        useFactory: (database: SqliteDatabase) => new SqliteMaterialUses(database),
      },
      { provide: ARTIFACT_STORE, useFactory: () => FileArtifactStore.open(join(dataDir, 'artifacts')) },
      ...queue.providers,
    ];
    return {
      module: InfrastructureModule,
      global: true,
      imports: queue.imports,
      providers,
      exports: [
        ...[SqliteDatabase, TASK_STORE, API_KEY_STORE, DRAFT_STORE, MATERIAL_USES, ARTIFACT_STORE],
        ...(redisUrl === undefined ? [TASK_QUEUE] : [BullQueueModule]),
      ],
    };
  }
}
