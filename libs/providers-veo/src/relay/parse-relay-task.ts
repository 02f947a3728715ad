import { GatewayError, PollResult, ProviderOutput, toErrorDetail } from '@onereel/core';
import { RELAY_STATUS, RelayTask, URL_PATHS } from '../wire/relay-task';
import { reasonIn, taskFailure } from './relay-failure';

export interface RelayFacts {
  /** Of the relay, for links without a host. */
  readonly baseUrl: string;
  /** The relay serves the file itself, so that a finished task without a link may still have one. */
  readonly hasContent: boolean;
  /** To be kept out of messages. */
  readonly secrets: readonly string[];
}

/** What a relay says about a task as a poll result. Pure. */
export function parseRelayTask(task: RelayTask, facts: RelayFacts): PollResult {
  const word = String(task.status ?? inner(task)?.status ?? '');
  const state = RELAY_STATUS.get(word.trim().toLowerCase());
  if (state === 'completed') return completed(task, facts);
  if (state === 'failed') return { state, error: taskFailure(reasonOf(task), facts.secrets) };
  if (state === 'queued') return { state };
  const progress = percentOf(task.progress);
  const base = { state: 'processing', ...(progress !== undefined && { progress }) } as const;
  if (state === 'processing') return base;
  const message = `The relay reports the unknown status "${word.slice(0, 40)}"; taken as running`;
  return { ...base, warnings: [{ kind: 'other', message }] };
}

/** Why it failed, never the words of a link or a prompt. */
const reasonOf = ({ error, message, fail_reason: reason, data }: RelayTask): string =>
  [error, reason, message, data].map(reasonIn).find((text) => text !== '') ?? '';

function inner({ data }: RelayTask): RelayTask | undefined {
  return typeof data === 'object' && data !== null ? (data as RelayTask) : undefined;
}

function completed(task: RelayTask, { baseUrl, hasContent }: RelayFacts): PollResult {
  const link = URL_PATHS.map((path) => at(task, path)).find(
    (value) => typeof value === 'string' && value !== '',
  );
  const url = typeof link === 'string' && URL.canParse(link, baseUrl) ? new URL(link, baseUrl) : undefined;
  const source: ProviderOutput['source'] | undefined =
    url && /^https?:$/.test(url.protocol)
      ? { kind: 'url', url: url.href }
      : hasContent
        ? { kind: 'provider', ref: 'content' }
        : undefined;
  if (source === undefined)
    return { state: 'failed', error: toErrorDetail(new GatewayError('output_missing')) };
  return { state: 'completed', outputs: [{ id: 'video-1', source, mediaType: 'video/mp4' }] };
}

const at = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null ? (part as Record<string, unknown>)[key] : undefined,
    value,
  );

/** 45, 45.7 and `"45%"`. */
function percentOf(value: unknown): number | undefined {
  const percent =
    typeof value === 'string' || typeof value === 'number' ? Number.parseFloat(String(value)) : NaN;
  return percent >= 0 && percent <= 100 ? Math.floor(percent) : undefined;
}
