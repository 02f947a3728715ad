import { GatewayError } from '../errors/gateway-error';
import { FetchFailureKind, FetchSubject, fetchFailure } from './fetch-failure';
import { ADDRESS_BLOCKED } from './guarded-agents';

export interface FetchLimits extends FetchSubject {
  readonly signal?: AbortSignal;
  readonly timeoutMs: number;
  readonly idleTimeoutMs: number;
}

/** Ends one fetch on the caller's signal, the whole time limit or silence, and knows afterwards which it was. */
export interface FetchGuard {
  readonly signal: AbortSignal;
  /** Silence counts anew from here: bytes arrived or the reader wants more. */
  touch(): void;
  /** Silence does not count: the reader is the slow one. */
  rest(): void;
  /** The error to show for whatever stopped the fetch. The caller's own abort reason goes through unchanged. */
  explain(error: unknown): unknown;
  /** Clears the timers and the listener; must be called exactly when the fetch is over. */
  stop(): void;
}

export function startFetchGuard(limits: FetchLimits): FetchGuard {
  const controller = new AbortController();
  const abort = (reason: unknown) => controller.abort(reason);
  const late = (text: string) => abort(fetchFailure('timeout', text, limits));
  const onAbort = () => abort(limits.signal?.reason);
  const total = setTimeout(() => late(`it took longer than ${limits.timeoutMs} ms.`), limits.timeoutMs);
  const startIdle = () =>
    setTimeout(() => late(`the server was silent for ${limits.idleTimeoutMs} ms.`), limits.idleTimeoutMs);
  let idle: NodeJS.Timeout | undefined = startIdle();
  let stopped = false;
  const rest = () => {
    clearTimeout(idle);
    idle = undefined;
  };
  if (limits.signal?.aborted) onAbort();
  else limits.signal?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    touch: () => {
      if (!stopped) idle = idle?.refresh() ?? startIdle();
    },
    rest,
    explain: (error) => {
      if (controller.signal.aborted) return controller.signal.reason;
      return GatewayError.isInstance(error) ? error : networkFailure(error, limits);
    },
    stop: () => {
      stopped = true;
      clearTimeout(total);
      rest();
      limits.signal?.removeEventListener('abort', onAbort);
    },
  };
}

// One sentence for "no such name" and "a private address", so that nobody can map the network behind the gateway.
const NO_PUBLIC_ADDRESS = 'its host name does not resolve to a public address.';

const REASONS: Record<string, [FetchFailureKind, string]> = {
  [ADDRESS_BLOCKED]: ['unreachable', NO_PUBLIC_ADDRESS],
  ENOTFOUND: ['unreachable', NO_PUBLIC_ADDRESS],
  EAI_AGAIN: ['unreachable', NO_PUBLIC_ADDRESS],
  ENODATA: ['unreachable', NO_PUBLIC_ADDRESS],
};

function networkFailure(error: unknown, subject: FetchSubject): GatewayError {
  const code = String((error as { code?: unknown } | null)?.code);
  const [kind, reason] = REASONS[code] ?? ['unreachable', 'the connection failed or broke off.'];
  // The cause would carry the URL with its query, which may be signed.
  return fetchFailure(kind, reason, subject, new Error(`network error ${code}`));
}
