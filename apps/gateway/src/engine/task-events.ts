import { EventEmitter } from 'node:events';
import { Inject, Injectable } from '@nestjs/common';
import { isTerminal } from '@onereel/core';
import { TASK_STORE, type TaskRecord, type TaskStore } from '@onereel/core/engine';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';

/** One stored change. `before` is absent for a new task, `after` for a removed one. */
export interface StoredChange {
  readonly before?: TaskRecord;
  readonly after?: TaskRecord;
}

type Listener = (change: StoredChange) => void;

const ANY = '*';
/** Milliseconds between looks at the table for changes of other processes. */
const LOOK_SHARED_MS = 1_000;
const LOOK_ALONE_MS = 30_000;

/** Announces the changes this process stored, and finds those of others in the table. */
@Injectable()
export class TaskEvents {
  private readonly emitter = new EventEmitter().setMaxListeners(0);

  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'sharedStore'>,
  ) {}

  publish(change: StoredChange): void {
    const id = change.after?.id ?? change.before?.id;
    if (id !== undefined) this.emitter.emit(id, change);
    this.emitter.emit(ANY, change);
  }

  /** Every change in this process. */
  onAny(listener: Listener): void {
    this.emitter.on(ANY, listener);
  }

  /** The task as it is, then each newer revision until it ends, is removed, or the signal aborts. */
  async *watch(id: string, signal: AbortSignal): AsyncGenerator<TaskRecord> {
    const news: TaskRecord[] = [];
    let removed = false;
    let wake = (): void => undefined;
    const listener: Listener = ({ after }) => {
      if (after === undefined) removed = true;
      else news.push(after);
      wake();
    };
    this.emitter.on(id, listener);
    const onAbort = (): void => wake();
    signal.addEventListener('abort', onAbort);
    try {
      let revision = 0;
      while (!signal.aborted) {
        const next = news.shift() ?? (await this.store.get(id));
        if (next === undefined) return;
        if (next.revision > revision) {
          revision = next.revision;
          yield next;
          if (isTerminal(next.status)) return;
        } else if (news.length === 0) {
          if (removed) return;
          await this.pause((resume) => (wake = resume), signal);
        }
      }
    } finally {
      this.emitter.off(id, listener);
      signal.removeEventListener('abort', onAbort);
    }
  }

  private pause(arm: (resume: () => void) => void, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const look = this.settings.sharedStore ? LOOK_SHARED_MS : LOOK_ALONE_MS;
      const timer = setTimeout(resolve, look);
      arm(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
