import { GatewayError } from '../errors/gateway-error';
import { Caller } from '../gateway/video-gateway';

const CALLER = Symbol.for('onereel.caller');

/** Route metadata key: `true` on a handler or controller that needs no API key. */
export const PUBLIC_ROUTE = 'onereel:public-route';

/** Route metadata key: `true` on a handler that reads the request itself; the host leaves the body on the wire. */
export const STREAMED_BODY = 'onereel:streamed-body';

/** Called by the host's one authentication guard, for whichever scheme the request used. */
export function setCaller(request: object, caller: Caller): void {
  Object.defineProperty(request, CALLER, { value: caller, configurable: true });
}

/** Who sent this request. Throws `authentication_failed` on routes the guard did not see. */
export function callerOf(request: object): Caller {
  const caller = (request as Record<symbol, unknown>)[CALLER] as Caller | undefined;
  if (caller === undefined) throw new GatewayError('authentication_failed');
  return caller;
}
