import { GatewayError, type TaskQuery } from '@onereel/core';
import type {
  DueStep,
  EarlierResult,
  IdempotencyClaim,
  InsertResult,
  SlotClaim,
  SlotUsage,
  TaskChange,
  TaskRecord,
  TaskStore,
  TaskTrace,
} from '@onereel/core/engine';
import type { TaskTable } from '../sql/gateway-schema';
import { listQuery } from '../sql/list-query';
import { applyChange, changedColumns, fromRow, TASK_COLUMNS, toRow } from '../sql/task-row';
import { TASK_SQL, updateTask } from '../sql/task-statements';
import type { SqliteDatabase } from './sqlite-database';
import { SqliteTaskHistory } from './sqlite-task-history';
import { SqliteWaitingLine } from './sqlite-waiting-line';

type Recorded = { record: string };
type Counted = { n: number };

/** The task table in one SQLite file. Reads are synchronous and see every resolved write. */
export class SqliteTaskStore implements TaskStore {
  private readonly history: SqliteTaskHistory;
  private readonly line: SqliteWaitingLine;

  constructor(private readonly db: SqliteDatabase) {
    this.history = new SqliteTaskHistory(db);
    this.line = new SqliteWaitingLine(db);
  }

  insert(task: TaskRecord, idempotency?: IdempotencyClaim): Promise<InsertResult> {
    return this.db.write<InsertResult>(() => {
      const claimed = idempotency && this.claimed(idempotency);
      if (claimed !== undefined) return claimed;
      this.refuseRepeatedExternalId(task);
      this.insertRow(task);
      if (idempotency) {
        const { ownerId, key, bodyHash } = idempotency;
        this.db.run(TASK_SQL.insertIdempotency, ownerId, key, bodyHash, task.id);
      }
      return { outcome: 'inserted', task };
    });
  }

  earlier(idempotency: IdempotencyClaim): Promise<EarlierResult | undefined> {
    return this.db.read(() => this.claimed(idempotency));
  }

  get(id: string): Promise<TaskRecord | undefined> {
    return this.db.read(() => this.one(TASK_SQL.byId, id));
  }

  getByExternalId(ownerId: string, externalId: string): Promise<TaskRecord | undefined> {
    return this.db.read(() => this.one(TASK_SQL.byExternalId, ownerId, externalId));
  }

  getByClientReference(clientReference: string): Promise<TaskRecord | undefined> {
    return this.db.read(() => this.one(TASK_SQL.byReference, clientReference));
  }

  getByVendorId(providerId: string, vendorTaskId: string): Promise<TaskRecord | undefined> {
    return this.db.read(() => this.one(TASK_SQL.byVendorId, vendorTaskId, providerId));
  }

  update(
    id: string,
    expectedRevision: number,
    change: TaskChange,
    now: number,
    companion?: TaskRecord,
  ): Promise<TaskRecord | undefined> {
    return this.db.write(() => {
      const after = this.change(id, expectedRevision, change, now);
      if (after !== undefined && companion !== undefined) this.insertRow(companion);
      return after;
    });
  }

  list(ownerId: string, query: TaskQuery): Promise<{ tasks: readonly TaskRecord[]; hasMore: boolean }> {
    return this.db.read(() => {
      const rows = this.db.all(listQuery(this.db.query, ownerId, query));
      return { tasks: rows.slice(0, query.limit).map(fromRow), hasMore: rows.length > query.limit };
    });
  }

  async remove(id: string): Promise<void> {
    this.history.forget(id);
    await this.db.write(() => {
      for (const sql of [TASK_SQL.remove, TASK_SQL.removeIdempotency, TASK_SQL.removeTraces]) {
        this.db.run(sql, id);
      }
    });
  }

  dueSteps(
    until: number,
    limit: number,
    after?: { dueAt: number; taskId: string },
  ): Promise<readonly DueStep[]> {
    type Row = Required<Pick<TaskTable, 'id'>> & {
      step_kind: string;
      step_seq: number;
      step_due_at: number;
      step_failures: number;
    };
    const from = after ?? { dueAt: -1, taskId: '' };
    return this.db.read(() =>
      this.db
        .rows<Row>(
          TASK_SQL.dueSteps,
          Math.min(until, Number.MAX_SAFE_INTEGER),
          from.dueAt,
          from.dueAt,
          from.taskId,
          limit,
        )
        .map((row) => ({
          taskId: row.id,
          step: {
            kind: row.step_kind,
            seq: row.step_seq,
            dueAt: row.step_due_at,
            failures: row.step_failures,
          },
        })),
    );
  }

  takeSlot(
    id: string,
    expectedRevision: number,
    claim: SlotClaim,
    now: number,
  ): Promise<TaskRecord | undefined> {
    return this.db.write(() => {
      const [{ used }] = this.db.rows<{ used: number }>(TASK_SQL.slotCount, claim.slot);
      if (used >= claim.limit) return undefined;
      return this.change(id, expectedRevision, { slot: claim.slot, step: claim.step }, now);
    });
  }

  slotUsage(): Promise<readonly SlotUsage[]> {
    return this.line.slotUsage();
  }

  waitingFor(providerId: string, credentialId: string, limit: number): Promise<readonly string[]> {
    return this.line.waitingFor(providerId, credentialId, limit);
  }

  waitingCredentials(): Promise<readonly { providerId: string; credentialId: string }[]> {
    return this.line.waitingCredentials();
  }

  queuePosition(task: TaskRecord): Promise<number | undefined> {
    return this.line.queuePosition(task);
  }

  countByStatus(): Promise<Readonly<Record<string, number>>> {
    return this.db.read(() =>
      Object.fromEntries(
        this.db.rows<Counted & { status: string }>(TASK_SQL.openByStatus).map(({ status, n }) => [status, n]),
      ),
    );
  }

  countOpen(kind: string): Promise<number> {
    return this.db.read(() => this.db.rows<Counted>(TASK_SQL.openOfKind, kind)[0]?.n ?? 0);
  }

  expired(now: number, limit: number): Promise<readonly TaskRecord[]> {
    return this.db.read(() => this.db.rows<Recorded>(TASK_SQL.expired, now, limit).map(fromRow));
  }

  trace(taskId: string, entries: readonly TaskTrace[]): Promise<void> {
    return this.history.add(taskId, entries);
  }

  traces(taskId: string): Promise<readonly TaskTrace[]> {
    return this.history.of(taskId);
  }

  async ping(): Promise<void> {
    await this.db.write(() => this.db.rows('select 1 as one'));
  }

  async close(): Promise<void> {
    await this.history.flush();
    await this.db.close();
  }

  private insertRow(task: TaskRecord): void {
    const row = toRow(task);
    this.db.run(TASK_SQL.insert, ...TASK_COLUMNS.map((column) => row[column]));
  }

  private change(
    id: string,
    expectedRevision: number,
    change: TaskChange,
    now: number,
  ): TaskRecord | undefined {
    const current = this.one(TASK_SQL.byId, id);
    if (current === undefined || current.revision !== expectedRevision) return undefined;
    const next = applyChange(current, change, now);
    const row = toRow(next);
    const changed = changedColumns(current, row);
    const where = [id, expectedRevision];
    return this.db.run(updateTask(changed), ...changed.map((column) => row[column]), ...where) === 1
      ? next
      : undefined;
  }

  private claimed(claim: IdempotencyClaim): EarlierResult | undefined {
    type Row = { body_hash: string; task_id: string };
    const [row] = this.db.rows<Row>(TASK_SQL.idempotency, claim.ownerId, claim.key);
    if (row === undefined) return undefined;
    const task = row.body_hash === claim.bodyHash ? this.one(TASK_SQL.byId, row.task_id) : undefined;
    return task === undefined ? { outcome: 'conflict' } : { outcome: 'replayed', task };
  }

  private refuseRepeatedExternalId(task: TaskRecord): void {
    if (task.externalId === null) return;
    if (this.one(TASK_SQL.byExternalId, task.ownerId, task.externalId) === undefined) return;
    throw new GatewayError('conflict', {
      message: `externalId ${JSON.stringify(task.externalId)} is taken by another task: send a new one`,
      param: 'externalId',
    });
  }

  private one(sql: string, ...parameters: readonly unknown[]): TaskRecord | undefined {
    const [row] = this.db.rows<Recorded>(sql, ...parameters);
    return row === undefined ? undefined : fromRow(row);
  }
}
