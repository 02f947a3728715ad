import {
  Clock,
  LocalInput,
  ResolvedVideoRequest,
  resolveRequest,
  SubmitContext,
  VideoInput,
  VideoProvider,
  VideoRequest,
} from '@onereel/core';
import { createProviderHttp, ProviderConnections, ProviderExchange } from '@onereel/core/http';

/** A file of the client, in memory. */
export interface GivenFile {
  readonly mediaType: string;
  readonly data: Buffer;
}

/** Calls one provider the way the engine does, without the engine. */
export class ProviderDriver {
  readonly exchanges: ProviderExchange[] = [];
  readonly logged: unknown[] = [];
  clock: Clock = { now: () => Date.now() };
  credentialId = 'default';
  private readonly connections = new ProviderConnections();
  private readonly files = new Map<VideoInput, GivenFile>();
  private references = 0;

  constructor(readonly provider: VideoProvider) {}

  close(): void {
    this.connections.close();
  }

  file(role: VideoInput['role'], file: GivenFile): VideoInput {
    const input: VideoInput = {
      role,
      source: { kind: 'stored', key: 'k', sha256: 's', bytes: file.data.length, mediaType: file.mediaType },
    };
    return this.give(input, file);
  }

  /** Lets an input that has an address be read as this file, too. */
  give(input: VideoInput, file: GivenFile): VideoInput {
    this.files.set(input, file);
    return input;
  }

  /** Fits the request to the model row first, as the engine does. */
  request(request: Partial<VideoRequest> & { readonly model: string }): ResolvedVideoRequest {
    const wanted = [request.model];
    const model = this.provider.descriptor.models.find(({ id, aliases = [] }) =>
      [id, ...aliases].some((name) => wanted.includes(name)),
    );
    if (!model) throw new Error(`no model ${request.model}`);
    return resolveRequest({ prompt: 'a boat', inputs: [], ...request }, model).request;
  }

  context(signal: AbortSignal = new AbortController().signal): SubmitContext {
    this.references += 1;
    return {
      signal,
      http: createProviderHttp({
        connections: this.connections,
        signal,
        origins: this.provider.trustedOrigins,
        onExchange: (exchange) => this.exchanges.push(exchange),
      }),
      clock: this.clock,
      log: { debug: this.log, warn: this.log },
      credentialId: this.credentialId,
      clientReference: `ref-${this.references}-${Date.now()}`,
      inputs: {
        url: (input) => Promise.resolve(input.source.kind === 'url' ? input.source.url : undefined),
        base64: (input) => {
          const { data, mediaType } = this.given(input);
          return Promise.resolve({ data: data.toString('base64'), mediaType });
        },
        file: (): Promise<LocalInput> => Promise.reject(new Error('no local files here')),
      },
    };
  }

  private given(input: VideoInput): GivenFile {
    const file = this.files.get(input);
    if (!file) throw new Error('an unknown input');
    return file;
  }

  private readonly log = (...entry: unknown[]): void => void this.logged.push(entry);
}
