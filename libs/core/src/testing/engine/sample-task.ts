import type { TaskRecord } from '../../engine/task-record';

let counter = 0;

/** A stored task as the engine would insert it; ids sort in the order of the calls. */
export function sampleTask(over: Partial<TaskRecord> = {}): TaskRecord {
  counter += 1;
  const serial = counter.toString(32).padStart(11, '0');
  const now = 1_700_000_000_000 + counter;
  return {
    id: `vid_${serial}abcdefghjkmnpqr`,
    kind: 'generate',
    ownerId: 'owner-a',
    dialect: 'native',
    status: 'queued',
    progress: 0,
    model: 'model-a',
    request: { model: 'model-a', prompt: 'a cat — 猫 🐈', inputs: [] },
    payload: {},
    execution: { providerId: 'vendor', modelId: 'model-a', credentialId: 'default' },
    submission: 'not_sent',
    attempt: 0,
    clientReference: `reference-${serial}`,
    handle: null,
    pendingOutputs: [],
    outputs: [],
    applied: {},
    warnings: [],
    error: null,
    cost: null,
    step: null,
    slot: null,
    cancelRequested: false,
    deadlineAt: null,
    createdAt: now,
    updatedAt: now,
    startedAt: null,
    completedAt: null,
    expiresAt: null,
    metadata: {},
    externalId: null,
    remixedFrom: null,
    callbackUrl: null,
    revision: 1,
    ...over,
  };
}
