import type { ErrorDetail } from '../errors/gateway-error';
import type { Caller } from './video-gateway';

/** One message to a client's callback address, over all its tries. */
export interface WebhookDelivery {
  readonly id: string;
  readonly taskId: string;
  /** `webhook-id` of the message: the same over tries and redeliveries, so that receivers can drop repeats. */
  readonly messageId: string;
  /** `video.completed`, `video.failed`, `video.cancelled`. */
  readonly type: string;
  /** Without its query. */
  readonly url: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  /** Times it was posted. */
  readonly attempts: number;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** When it is tried again; absent when it is not. */
  readonly nextTryAt?: string;
  /** Why the last try failed. */
  readonly error?: ErrorDetail;
}

/** What clients may know of and do about messages to their callback addresses. Tasks of other owners are `not_found`. */
export interface WebhookDesk {
  /** `whsec_…`: signs the messages about this owner's tasks, and nobody else's. */
  secretOf(caller: Caller): string;
  /** Oldest first; empty while the task is open, and when nobody wanted to hear of it. */
  deliveries(taskId: string, caller: Caller): Promise<readonly WebhookDelivery[]>;
  /**
   * Sends the message once more, to the address given or to the former one. Throws `conflict` without a message that has ended,
   * `missing_required_parameter` when the former address had a query that was forgotten, `url_not_allowed`.
   */
  redeliver(taskId: string, caller: Caller, callbackUrl?: string): Promise<WebhookDelivery>;
}

export const WEBHOOK_DESK = Symbol.for('onereel.webhook-desk');
