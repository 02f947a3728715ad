import { CallContext, GatewayError, PollResult, ProviderHandle } from '@onereel/core';

/** Milliseconds in which a vendor may not find yet what it has just taken. */
const SETTLING_MS = 30_000;

/**
 * The answer for a task the vendor says it does not know: still queued while it is young.
 * @throws `provider_task_lost`; the host asks a few times more before it believes that
 */
export function unknownTask(handle: ProviderHandle, context: CallContext, keptFor: string): PollResult {
  const age = context.clock.now() - Number(handle.data?.submittedAt ?? 0);
  if (age < SETTLING_MS) return { state: 'queued' };
  throw new GatewayError('provider_task_lost', {
    message: `The vendor does not know this task. Tasks are kept for ${keptFor}.`,
  });
}
