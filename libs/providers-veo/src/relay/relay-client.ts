import {
  CallContext,
  GatewayError,
  OutputStream,
  ProviderHttpRequest,
  ProviderHttpResponse,
} from '@onereel/core';
import { unknownOutcome } from '../provider/vendor-failure';
import type { VeoAccount } from '../veo-account';
import { readTrimmedJson } from '../stream/read-trimmed-json';
import type { RelayTask } from '../wire/relay-task';
import { relayFailure, unreadable } from './relay-failure';

export type RelayCall = Pick<ProviderHttpRequest, 'query' | 'body'> & {
  /** Path after the base URL. */
  readonly path: string;
};

export interface CreatedTask {
  readonly id: string;
  /** The whole answer. */
  readonly task: RelayTask;
}

/** Sends calls with the relay's key and reads what comes back. */
export class RelayClient {
  readonly baseUrl: string;
  readonly secrets: readonly string[];

  constructor({ baseUrl, apiKey }: Pick<VeoAccount, 'baseUrl' | 'apiKey'>) {
    this.baseUrl = baseUrl;
    this.secrets = apiKey === undefined ? [] : [apiKey];
  }

  /** Creates a task. @throws the reason of a no, or `submit_unknown` */
  async create(call: RelayCall, context: CallContext): Promise<CreatedTask> {
    const answer = await context.http.request({ ...this.request(call), method: 'POST' });
    if (!isYes(answer)) throw relayFailure(answer, 'create', this.secrets);
    const id = idOf(answer.json);
    if (id !== undefined) return { id, task: answer.json as RelayTask };
    // Some relays say no under HTTP 200.
    const failure = relayFailure({ ...answer, status: 0 }, 'create', this.secrets);
    throw failure.code === 'submit_unknown' ? unknownOutcome(unreadable(answer)) : failure;
  }

  async ask<Data extends object>(call: RelayCall, context: CallContext): Promise<Data> {
    const answer = await context.http.request({ ...this.request(call), method: 'GET' });
    if (!isYes(answer)) throw relayFailure(answer, 'question', this.secrets);
    if (typeof answer.json !== 'object' || answer.json === null) throw unreadable(answer);
    return answer.json as Data;
  }

  /** The file of a finished task. The relay has said that it is finished: without a file it never made one. */
  async download(call: RelayCall, context: CallContext): Promise<OutputStream> {
    const { status, headers, stream } = await context.http.stream({
      ...this.request(call),
      method: 'GET',
      followRedirects: true,
    });
    const mediaType = headers['content-type'];
    if (status >= 200 && status <= 299) return { stream, ...(mediaType !== undefined && { mediaType }) };
    const json = await readTrimmedJson(stream).catch(() => undefined);
    if (status === 403 || status === 410) throw new GatewayError('output_expired');
    if (status === 404) throw new GatewayError('output_missing');
    throw relayFailure({ status, headers, json }, 'question', this.secrets);
  }

  private request({ path, ...rest }: RelayCall): Omit<ProviderHttpRequest, 'method'> {
    return {
      ...rest,
      url: `${this.baseUrl}${path}`,
      headers: { authorization: `Bearer ${this.secrets[0]}` },
    };
  }
}

const isYes = ({ status }: ProviderHttpResponse): boolean => status >= 200 && status <= 299;

function idOf(json: unknown): string | undefined {
  const { id, task_id: taskId, data } = (json ?? {}) as RelayTask;
  const nested = typeof data === 'object' && data !== null ? (data as RelayTask) : undefined;
  const found = [id, taskId, nested?.id, nested?.task_id, typeof data === 'string' ? data : undefined].find(
    (value) => (typeof value === 'string' && value !== '') || typeof value === 'number',
  );
  return found === undefined ? undefined : String(found);
}
