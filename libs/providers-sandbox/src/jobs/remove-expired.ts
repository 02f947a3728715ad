import type { JobStore } from './job-store';

/** A collected file is kept a little longer: the host may have to read it again after a crash. */
const KEEP_COLLECTED_MS = 60 * 60 * 1000;

export interface RemovalRules {
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly retentionMs: number;
  /** Jobs somebody works on stay. */
  readonly isBusy: (id: string) => boolean;
}

/** Removes jobs that are too old, and finished ones whose file was collected. */
export async function removeExpired(store: JobStore, rules: RemovalRules): Promise<void> {
  await store.removeDrafts(rules.now - rules.retentionMs);
  for (const id of await store.ids()) {
    if (rules.isBusy(id)) continue;
    const [job, collectedAt] = await Promise.all([store.read(id), store.collectedAt(id)]);
    const tooOld = (job?.createdAt ?? 0) + rules.retentionMs < rules.now;
    const collected = collectedAt !== undefined && collectedAt + KEEP_COLLECTED_MS < rules.now;
    if (tooOld || collected) await store.remove(id);
  }
}
