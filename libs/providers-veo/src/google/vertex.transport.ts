import {
  CallContext,
  GatewayError,
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
import { GoogleCall, GoogleClient } from './google-client';
import { parseOperation } from './parse-operation';
import { readGoogleFiles, standInFiles } from './read-google-files';

const VERSION = 'v1';
/** The model that is asked about to find out whether the credentials are good. */
const KNOWN_MODEL = 'veo-3.1-generate-001';

/** Veo over Vertex AI: a service account, or an API key in express mode. */
export class VertexTransport implements Transport {
  readonly origins: readonly string[];
  private readonly client: GoogleClient;

  constructor(
    private readonly account: VeoAccount,
    private readonly storageUrl: string,
  ) {
    this.client = new GoogleClient(account);
    const addresses = [account.baseUrl, storageUrl, account.serviceAccount?.tokenUri];
    this.origins = addresses.flatMap((url) => (url === undefined ? [] : [new URL(url).origin]));
  }

  foresee(request: ResolvedVideoRequest): readonly RequestWarning[] {
    return buildGoogleRequest(request, standInFiles(request.inputs), 'vertex').warnings;
  }

  async submit(
    request: ResolvedVideoRequest,
    vendorModel: string,
    context: SubmitContext,
  ): Promise<Submitted> {
    const files = await readGoogleFiles(request.inputs, context.inputs);
    const { body, count, applied, warnings } = buildGoogleRequest(request, files, 'vertex');
    const url = this.url(`${this.parent()}publishers/google/models/${vendorModel}:predictLongRunning`);
    const id = await this.client.create({ url, body }, context);
    return { id, warnings, applied, data: { count } };
  }

  async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    const operation = await this.client.ask<GoogleOperation>(this.question(handle), context);
    return parseOperation(operation, {
      count: Number(handle.data?.count ?? 1),
      origin: new URL(this.account.baseUrl).origin,
      secrets: this.client.secrets,
    });
  }

  async open(ref: string, handle: ProviderHandle, context: CallContext): Promise<OutputStream> {
    const inline = /^inline:(\d+)$/.exec(ref);
    if (inline) {
      const { stream } = await this.client.open(this.question(handle), context);
      return openInlineVideo(stream, Number(inline[1]));
    }
    const object = /^gs:\/\/([^/]+)\/(.+)$/.exec(ref);
    if (!object) return this.client.download({ method: 'GET', url: ref }, context);
    const [bucket, name] = object.slice(1).map(encodeURIComponent);
    const url = `${this.storageUrl}/storage/v1/b/${bucket}/o/${name}`;
    return this.client.download({ method: 'GET', url, query: { alt: 'media' } }, context);
  }

  async check(context: CallContext): Promise<void> {
    const url = this.url(`publishers/google/models/${KNOWN_MODEL}`);
    await this.client.ask({ method: 'GET', url }, context).catch((error: unknown) => {
      if (!GatewayError.isInstance(error) || error.code !== 'provider_task_lost') throw error;
    });
  }

  /** Plain reads of an operation do not work for Google's own models: they are asked for by their model. */
  private question({ id }: ProviderHandle): GoogleCall {
    const [model] = id.split('/operations/');
    return {
      method: 'POST',
      url: this.url(`${model}:fetchPredictOperation`),
      body: { operationName: id },
    };
  }

  /** Express keys belong to a project of their own, which the path leaves out. */
  private parent(): string {
    const { serviceAccount, project, location } = this.account;
    return serviceAccount ? `projects/${project}/locations/${location}/` : '';
  }

  private url(path: string): string {
    return `${this.account.baseUrl}/${VERSION}/${path}`;
  }
}
