import type { TaskTrace } from '@onereel/core/engine';
import { TASK_SQL } from '../sql/task-statements';
import type { SqliteDatabase } from './sqlite-database';
import { TraceBuffer, type TraceLine } from './trace-buffer';

/** The history table: written in few transactions, read whole. */
export class SqliteTaskHistory {
  private readonly buffer = new TraceBuffer((lines) => this.write(lines));

  constructor(private readonly db: SqliteDatabase) {}

  add(taskId: string, entries: readonly TaskTrace[]): Promise<void> {
    return this.buffer.add(taskId, entries);
  }

  async of(taskId: string): Promise<readonly TaskTrace[]> {
    type Row = { at: number; event: string; data: string | null };
    await this.buffer.flush();
    return this.db.read(() =>
      this.db.rows<Row>(TASK_SQL.traces, taskId).map(({ at, event, data }) => ({
        at,
        event,
        ...(data !== null && { data: JSON.parse(data) as TaskTrace['data'] }),
      })),
    );
  }

  /** Drops what waits for a task that is being removed; its lines in the table go with the task. */
  forget(taskId: string): void {
    this.buffer.forget(taskId);
  }

  flush(): Promise<void> {
    return this.buffer.flush();
  }

  private async write(lines: readonly TraceLine[]): Promise<void> {
    await this.db.write(() => {
      for (const { taskId, at, event, data } of lines) {
        this.db.run(TASK_SQL.insertTrace, taskId, at, event, data ? JSON.stringify(data) : null);
      }
    });
  }
}
