import { isTerminal, type VideoInput } from '@onereel/core';
import type { TaskChange, TaskRecord } from '@onereel/core/engine';

/** In place of a query: the address stays recognizable and opens nothing. */
const FORGOTTEN = 'forgotten';

/**
 * What a change that ends a task forgets with it: the queries of the addresses the client handed over, which often are signatures or
 * tokens. Nothing is read or posted from them any more. Pure.
 */
export function forgetSignatures(task: TaskRecord, change: TaskChange): TaskChange {
  const { status, request, callbackUrl } = { ...task, ...change };
  if (!isTerminal(status)) return change;
  const inputs = request.inputs.map(withoutQuery);
  const changed = inputs.some((input, index) => input !== request.inputs[index]);
  return {
    ...change,
    ...(changed && { request: { ...request, inputs } }),
    ...(callbackUrl !== null && { callbackUrl: addressOf(callbackUrl) }),
  };
}

/** Was something forgotten that is needed to read this input again? */
export const isForgotten = ({ source }: VideoInput): boolean =>
  source.kind === 'url' && hasForgotten(source.url);

export const hasForgotten = (url: string): boolean => url.endsWith(`?${FORGOTTEN}`);

function withoutQuery(input: VideoInput): VideoInput {
  if (input.source.kind !== 'url') return input;
  const url = addressOf(input.source.url);
  return url === input.source.url ? input : { ...input, source: { kind: 'url', url } };
}

/** The address without its query; an address without one stays as it is. Pure. */
export function addressOf(url: string): string {
  const at = url.search(/[?#]/);
  return at < 0 ? url : `${url.slice(0, at)}?${FORGOTTEN}`;
}
