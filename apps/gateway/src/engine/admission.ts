import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Clock } from '@onereel/core';
import { TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { CLOCK } from './clock';
import { paceOf } from './credential-pace';
import { ENGINE_SETTINGS, type EngineSettings } from './engine-settings';
import { PROVIDER_REGISTRY, type ProviderRegistry } from './provider-registry';
import { CircuitBreakers } from './routing/circuit-breakers';
import { stepAfter } from './task-changes';
import { TaskEvents } from './task-events';
import { TaskLedger } from './task-ledger';

export interface CredentialKey {
  readonly providerId: string;
  readonly credentialId: string;
}

const DEFAULT_LIMIT = 2;
const MINUTE_MS = 60_000;

const slotOf = ({ providerId, credentialId }: CredentialKey): string => `${providerId}/${credentialId}`;

/** Lets waiting tasks through: at most so many in flight per credential, owners taking turns, creates paced. */
@Injectable()
export class Admission {
  private readonly logger = new Logger(Admission.name);
  /** Slots being filled; `again` when somebody knocked meanwhile. */
  private readonly filling = new Map<string, { again: boolean }>();
  private readonly wakeUps = new Map<string, NodeJS.Timeout>();
  /** When the next create call may leave, per slot. */
  private readonly nextCreateAt = new Map<string, number>();

  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(PROVIDER_REGISTRY) private readonly registry: ProviderRegistry,
    @Inject(ENGINE_SETTINGS) private readonly settings: Pick<EngineSettings, 'maxConcurrent'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ledger: TaskLedger,
    private readonly circuits: CircuitBreakers,
    events: TaskEvents,
  ) {
    events.onAny(({ before, after }) => {
      const freed = before?.slot != null && after?.slot !== before.slot;
      const execution = before?.execution;
      if (freed && execution) this.fill(execution);
      // It moved to another credential and waits there now.
      const moved = execution && after?.execution && slotOf(execution) !== slotOf(after.execution);
      if (moved && after.execution) this.fill(after.execution);
    });
  }

  /** Starts what may start; returns at once, repeated calls are one. */
  fill(credential: CredentialKey): void {
    const slot = slotOf(credential);
    const busy = this.filling.get(slot);
    if (busy !== undefined) {
      busy.again = true;
      return;
    }
    const state = { again: false };
    this.filling.set(slot, state);
    void this.fillUntilQuiet(credential, state)
      .catch((error: unknown) => this.logger.warn({ msg: 'admission failed', slot, error: String(error) }))
      .finally(() => this.filling.delete(slot));
  }

  /** Every credential somebody waits for; for recovery. */
  async fillAll(): Promise<void> {
    for (const credential of await this.store.waitingCredentials()) this.fill(credential);
  }

  private async fillUntilQuiet(credential: CredentialKey, state: { again: boolean }): Promise<void> {
    do {
      state.again = false;
      if (await this.fillOnce(credential)) state.again = true;
    } while (state.again);
  }

  /** `true` when somebody left the line meanwhile, so that a slot may still be free. */
  private async fillOnce(credential: CredentialKey): Promise<boolean> {
    const slot = slotOf(credential);
    if (this.rests(credential)) return false;
    const limit = this.limitOf(credential);
    const usage = await this.store.slotUsage();
    const free = limit - (usage.find((row) => row.slot === slot)?.used ?? 0);
    if (free <= 0) return false;
    const ids = await this.store.waitingFor(credential.providerId, credential.credentialId, free);
    const admitted = await Promise.all(ids.map((id) => this.admit(id, slot, limit, credential)));
    return admitted.includes(false);
  }

  /** While the circuit is open nobody starts: all of them wait in line, and one more look is taken when it has rested. */
  private rests(credential: CredentialKey): boolean {
    const until = this.circuits.report(credential)?.until;
    if (until === undefined) return false;
    const slot = slotOf(credential);
    if (!this.wakeUps.has(slot)) {
      const wake = (): void => {
        this.wakeUps.delete(slot);
        this.fill(credential);
      };
      this.wakeUps.set(slot, setTimeout(wake, Math.max(0, until - this.clock.now())).unref());
    }
    return true;
  }

  private async admit(id: string, slot: string, limit: number, credential: CredentialKey): Promise<boolean> {
    const task = await this.store.get(id);
    if (task === undefined) return false;
    const step = stepAfter(task, 'submit', this.turnAt(slot, credential));
    return (await this.ledger.takeSlot(task, { slot, limit, step })) !== undefined;
  }

  private limitOf({ providerId, credentialId }: CredentialKey): number {
    const entry = this.registry.get(providerId);
    return paceOf(entry, credentialId, this.settings).maxConcurrent ?? DEFAULT_LIMIT;
  }

  /** Spreads create calls over the minute where the vendor's rate is known. */
  private turnAt(slot: string, { providerId, credentialId }: CredentialKey): number {
    const now = this.clock.now();
    const perMinute = paceOf(this.registry.get(providerId), credentialId).requestsPerMinute;
    if (perMinute === undefined) return now;
    const turn = Math.max(now, this.nextCreateAt.get(slot) ?? 0);
    this.nextCreateAt.set(slot, turn + MINUTE_MS / perMinute);
    return turn;
  }
}
