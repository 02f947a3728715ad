import { GatewayError, toErrorDetail } from '../errors/gateway-error';
import { CallContext } from './call-context';
import { Rejected } from './video-provider';

/**
 * For the `catch` of `submit`: the `rejected` result of an error that proves that the vendor did not take the task. Everything
 * that proves nothing is thrown on: an aborted call, a lost answer (`submit_unknown`), foreign errors.
 */
export function rejectedBy(error: unknown, context: Pick<CallContext, 'signal'>): Rejected {
  context.signal.throwIfAborted();
  if (!GatewayError.isInstance(error) || error.code === 'submit_unknown') throw error;
  return { outcome: 'rejected', error: toErrorDetail(error) };
}
