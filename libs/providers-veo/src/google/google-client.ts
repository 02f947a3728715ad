import { CallContext, GatewayError, OutputStream, ProviderHttpStream } from '@onereel/core';
import type { VeoAccount } from '../veo-account';
import { readTrimmedJson } from '../stream/read-trimmed-json';
import type { GoogleOperation } from '../wire/google-operation';
import { unknownOutcome } from '../provider/vendor-failure';
import { GoogleAnswer, googleFailure, unreadable } from './google-failure';
import { ServiceAccountToken } from './service-account-token';

export interface GoogleCall {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Sends proven calls to either of Google's APIs and reads what comes back. */
export class GoogleClient {
  private readonly token: ServiceAccountToken | undefined;

  constructor(private readonly account: Pick<VeoAccount, 'apiKey' | 'serviceAccount'>) {
    this.token = account.serviceAccount && new ServiceAccountToken(account.serviceAccount);
  }

  /** What must not show up in a message. */
  get secrets(): readonly string[] {
    const { apiKey } = this.account;
    return [...(this.token?.secrets ?? []), ...(apiKey === undefined ? [] : [apiKey])];
  }

  /** Creates an operation and gives its name. @throws the reason of a no, or `submit_unknown` */
  async create(call: Omit<GoogleCall, 'method'>, context: CallContext): Promise<string> {
    const send = async (): Promise<GoogleAnswer> =>
      context.http.request({ ...call, method: 'POST', headers: await this.proof(context) });
    const answer = await this.repeatedWhenRefused(send);
    if (answer.status < 200 || answer.status > 299) throw googleFailure(answer, 'create', this.secrets);
    const name = (answer.json as GoogleOperation | undefined)?.name;
    if (typeof name === 'string' && /\/operations\/[^/]+$/.test(name)) return name;
    throw unknownOutcome(unreadable(answer));
  }

  /** Asks a question whose answer may hold whole videos: long strings come back cut short. */
  async ask<Data extends object>(call: GoogleCall, context: CallContext): Promise<Data> {
    const { status, stream } = await this.open(call, context);
    const json = await readTrimmedJson(stream);
    if (typeof json !== 'object' || json === null) throw unreadable({ status });
    return json as Data;
  }

  /** The body of an answer that says yes. @throws what the others say */
  async open(call: GoogleCall, context: CallContext, followRedirects = false): Promise<ProviderHttpStream> {
    const send = async (): Promise<ProviderHttpStream> =>
      context.http.stream({ ...call, idempotent: true, followRedirects, headers: await this.proof(context) });
    const answer = await this.repeatedWhenRefused(send);
    if (answer.status >= 200 && answer.status <= 299) return answer;
    const json = await readTrimmedJson(answer.stream).catch(() => undefined);
    throw googleFailure({ ...answer, json }, 'question', this.secrets);
  }

  /** A result file. Google says 403 as well as 404 for what it no longer keeps. */
  async download(call: GoogleCall, context: CallContext): Promise<OutputStream> {
    const { headers, stream } = await this.open(call, context, true).catch((error: unknown) => {
      throw isGone(error) ? new GatewayError('output_expired', { cause: error }) : error;
    });
    const length = Number(headers['content-length']);
    return { stream, mediaType: headers['content-type'], ...(length > 0 && { length }) };
  }

  private async proof(context: CallContext): Promise<Record<string, string>> {
    const { apiKey } = this.account;
    if (this.token) return { authorization: `Bearer ${await this.token.get(context)}` };
    return apiKey === undefined ? {} : { 'x-goog-api-key': apiKey };
  }

  /** A token may be withdrawn before its time. 401 proves that nothing was done, so that once more does no harm. */
  private async repeatedWhenRefused<Answer extends { readonly status: number; readonly stream?: unknown }>(
    send: () => Promise<Answer>,
  ): Promise<Answer> {
    const answer = await send();
    if (answer.status !== 401 || this.token === undefined) return answer;
    (answer.stream as NodeJS.ReadableStream | undefined)?.resume();
    this.token.forget();
    return send();
  }
}

const GONE = new Set(['provider_task_lost', 'provider_authentication']);

const isGone = (error: unknown): boolean => GatewayError.isInstance(error) && GONE.has(error.code);
