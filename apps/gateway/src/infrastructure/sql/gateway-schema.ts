/** Tables of the gateway, in types every SQL adapter shares. Times are milliseconds since the epoch. */
export interface TaskTable {
  id: string;
  /** The id without its prefix: sorts by creation time over all kinds. */
  sort_key: string;
  kind: string;
  owner_id: string;
  dialect: string;
  status: string;
  model: string;
  external_id: string | null;
  client_reference: string;
  provider_id: string | null;
  credential_id: string | null;
  vendor_id: string | null;
  slot: string | null;
  /** 1 while the task waits for a slot. */
  waiting: number;
  step_kind: string | null;
  step_seq: number | null;
  step_due_at: number | null;
  step_failures: number | null;
  created_at: number;
  expires_at: number | null;
  revision: number;
  /** The whole TaskRecord as JSON; the other columns are what queries need of it. */
  record: string;
}

export interface IdempotencyTable {
  owner_id: string;
  key: string;
  body_hash: string;
  task_id: string;
}

export interface TraceTable {
  task_id: string;
  at: number;
  event: string;
  data: string | null;
}

export interface GatewaySchema {
  tasks: TaskTable;
  idempotency: IdempotencyTable;
  traces: TraceTable;
}
