import { Inject, Injectable } from '@nestjs/common';
import { type CallbackNotice, type Clock, GatewayError, type InboundCallback } from '@onereel/core';
import { TASK_STORE, type TaskRecord, type TaskStore } from '@onereel/core/engine';
import { CLOCK } from './clock';
import { PROVIDER_REGISTRY, type ProviderRegistry } from './provider-registry';
import { stepAfter } from './task-changes';
import { TaskLedger } from './task-ledger';

/** Steps that ask the vendor and may as well do so now. */
const QUESTIONS: ReadonlySet<string> = new Set(['poll', 'reconcile', 'reconfirm']);

/**
 * What vendors send by themselves. A callback is a hint that asking is worth it now, never the answer: whatever it says about
 * the state is not read. One that is lost, doubled, late or early therefore changes nothing but the time of a poll.
 */
@Injectable()
export class VendorCallbacks {
  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    @Inject(PROVIDER_REGISTRY) private readonly registry: ProviderRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly ledger: TaskLedger,
  ) {}

  /**
   * Throws `not_found` for providers that take no callbacks or have no secret to verify them, `authentication_failed` for callbacks
   * that cannot be believed.
   */
  async receive(providerId: string, callback: InboundCallback): Promise<void> {
    const provider = this.registry.get(providerId)?.provider;
    const notice = await provider?.parseCallback?.(callback);
    if (notice === undefined) throw new GatewayError('not_found');
    const task = await this.taskOf(providerId, notice);
    // Unknown to us, or not stored yet: its first poll is on its way anyway.
    if (task !== undefined) await this.askNow(task.id);
  }

  private async taskOf(
    providerId: string,
    { vendorTaskId, clientReference }: CallbackNotice,
  ): Promise<TaskRecord | undefined> {
    const byVendorId =
      vendorTaskId === undefined ? undefined : await this.store.getByVendorId(providerId, vendorTaskId);
    if (byVendorId !== undefined || clientReference === undefined) return byVendorId;
    const byReference = await this.store.getByClientReference(clientReference);
    return byReference?.execution?.providerId === providerId ? byReference : undefined;
  }

  /** Replaces the step that waits, or runs: its answer may be older than the callback. Of a burst only the last one is heard. */
  private async askNow(id: string): Promise<void> {
    let asked = false;
    await this.ledger.revise(id, (task) => {
      const { step } = task;
      asked = step !== null && QUESTIONS.has(step.kind);
      if (step === null || !asked) return undefined;
      const { kind, failures, lastFailure } = step;
      return {
        step: stepAfter(task, kind, this.clock.now(), { failures, ...(lastFailure && { lastFailure }) }),
      };
    });
    if (asked) this.ledger.trace(id, [{ at: this.clock.now(), event: 'callback' }]);
  }
}
