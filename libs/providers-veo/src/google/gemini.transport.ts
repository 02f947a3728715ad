import {
  CallContext,
  OutputStream,
  PollResult,
  ProviderHandle,
  RequestWarning,
  ResolvedVideoRequest,
  SubmitContext,
} from '@onereel/core';
import { Submitted, Transport } from '../provider/transport';
import { openInlineVideo } from '../stream/open-inline-video';
import type { VeoAccount } from '../veo-account';
import type { GoogleOperation } from '../wire/google-operation';
import { buildGoogleRequest } from './build-google-request';
import { GoogleClient } from './google-client';
import { parseOperation } from './parse-operation';
import { readGoogleFiles, standInFiles } from './read-google-files';

/** Veo over the former Gemini developer API, which Google ended in October 2026: for proxies that serve it. */
export class GeminiTransport implements Transport {
  readonly origins: readonly string[];
  private readonly client: GoogleClient;

  constructor(private readonly account: VeoAccount) {
    this.client = new GoogleClient(account);
    this.origins = [new URL(account.baseUrl).origin];
  }

  foresee(request: ResolvedVideoRequest): readonly RequestWarning[] {
    return buildGoogleRequest(request, standInFiles(request.inputs), 'gemini').warnings;
  }

  async submit(
    request: ResolvedVideoRequest,
    vendorModel: string,
    context: SubmitContext,
  ): Promise<Submitted> {
    const files = await readGoogleFiles(request.inputs, context.inputs);
    const { body, applied, warnings } = buildGoogleRequest(request, files, 'gemini');
    const url = `${this.account.baseUrl}/models/${vendorModel}:predictLongRunning`;
    return { id: await this.client.create({ url, body }, context), applied, warnings };
  }

  async poll({ id }: ProviderHandle, context: CallContext): Promise<PollResult> {
    const operation = await this.client.ask<GoogleOperation>(
      { method: 'GET', url: this.operationUrl(id) },
      context,
    );
    return parseOperation(operation, { count: 1, origin: this.origins[0], secrets: this.client.secrets });
  }

  async open(ref: string, { id }: ProviderHandle, context: CallContext): Promise<OutputStream> {
    const inline = /^inline:(\d+)$/.exec(ref);
    if (!inline) return this.client.download({ method: 'GET', url: ref }, context);
    const { stream } = await this.client.open({ method: 'GET', url: this.operationUrl(id) }, context);
    return openInlineVideo(stream, Number(inline[1]));
  }

  async check(context: CallContext): Promise<void> {
    const url = `${this.account.baseUrl}/models`;
    await this.client.ask({ method: 'GET', url, query: { pageSize: '1' } }, context);
  }

  private operationUrl(name: string): string {
    return `${this.account.baseUrl}/${name}`;
  }
}
