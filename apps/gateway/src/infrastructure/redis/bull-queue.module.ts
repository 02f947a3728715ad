import { BullModule, getQueueToken } from '@nestjs/bull';
import type { DynamicModule } from '@nestjs/common';
import { TASK_QUEUE } from '@onereel/core/engine';
import type { Queue } from 'bull';
import { BullTaskQueue, SHARED_LANE } from './bull-task-queue';

export interface BullQueueOptions {
  /** `redis://` or `rediss://`, with user, password and database number where needed. */
  readonly redisUrl: string;
  /** Step kinds that have a concurrency of their own. */
  readonly lanes: readonly string[];
  readonly leaseMs: number;
  /** Start of every key; default `onereel`. */
  readonly prefix?: string;
}

/** A job that lost its worker is always given to another one; the engine, not the queue, decides when to give up. */
const MAX_LOST_WORKERS = 1_000_000;

/** Exports `TASK_QUEUE` over Bull. */
export class BullQueueModule {
  static register({ redisUrl, lanes, leaseMs, prefix = 'onereel' }: BullQueueOptions): DynamicModule {
    const names = [...new Set([...lanes, SHARED_LANE])];
    const settings = {
      lockDuration: leaseMs,
      lockRenewTime: leaseMs / 3,
      stalledInterval: leaseMs / 2,
      maxStalledCount: MAX_LOST_WORKERS,
    };
    const queues = BullModule.registerQueue(
      ...names.map((lane) => ({ name: `${lane}-steps`, url: redisUrl, prefix, settings })),
    );
    return {
      module: BullQueueModule,
      imports: [queues],
      providers: [
        {
          provide: TASK_QUEUE,
          inject: names.map((lane) => getQueueToken(`${lane}-steps`)),
          useFactory: (...found: Queue[]) =>
            new BullTaskQueue(new Map(names.map((lane, index) => [lane, found[index]]))),
        },
      ],
      exports: [TASK_QUEUE],
    };
  }
}
