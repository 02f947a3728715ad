import type { SlotUsage, TaskRecord } from '@onereel/core/engine';
import { isWaiting, toRow } from '../sql/task-row';
import { TASK_SQL } from '../sql/task-statements';
import type { SqliteDatabase } from './sqlite-database';

type Counted = { n: number };
type Credential = { providerId: string; credentialId: string };

/** Who holds a slot, who waits for one, and in which order. Reads only. */
export class SqliteWaitingLine {
  constructor(private readonly db: SqliteDatabase) {}

  slotUsage(): Promise<readonly SlotUsage[]> {
    return this.db.read(() => this.db.rows<SlotUsage>(TASK_SQL.slotUsage).map((row) => ({ ...row })));
  }

  waitingFor(providerId: string, credentialId: string, limit: number): Promise<readonly string[]> {
    return this.db.read(() =>
      this.db.rows<{ id: string }>(TASK_SQL.waitingFor, providerId, credentialId, limit).map((row) => row.id),
    );
  }

  waitingCredentials(): Promise<readonly Credential[]> {
    return this.db.read(() =>
      this.db.rows<Credential>(TASK_SQL.waitingCredentials).map((row) => ({ ...row })),
    );
  }

  queuePosition(task: TaskRecord): Promise<number | undefined> {
    return this.db.read(() => {
      if (!isWaiting(task) || task.execution === null) return undefined;
      const { providerId, credentialId } = task.execution;
      const { sort_key } = toRow(task);
      const place = [providerId, credentialId, task.ownerId] as const;
      const [own] = this.db.rows<Counted>(TASK_SQL.ownAhead, ...place, sort_key);
      const [others] = this.db.rows<Counted>(TASK_SQL.othersAhead, own.n, own.n, sort_key, ...place);
      return own.n + others.n;
    });
  }
}
