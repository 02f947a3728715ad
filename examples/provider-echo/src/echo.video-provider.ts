import {
  CallContext,
  createRedactor,
  ErrorCode,
  GatewayError,
  PollResult,
  ProviderHandle,
  ProviderHttpRequest,
  ProviderHttpResponse,
  ReconcileResult,
  rejectedBy,
  ResolvedVideoRequest,
  SubmitContext,
  SubmitResult,
  toErrorDetail,
  unsupported,
  VideoProvider,
} from '@onereel/core';
import { ECHO_DESCRIPTOR } from './echo.models';
import type { EchoOptions } from './echo.options';
import { ECHO_ERRORS, EchoError, EchoVideo } from './echo.wire';

type Call = Pick<ProviderHttpRequest, 'method' | 'query' | 'body'> & { readonly path: string };

export class EchoVideoProvider implements VideoProvider {
  readonly descriptor = ECHO_DESCRIPTOR;
  readonly credentials = [{ id: 'default', weight: 1 }];
  readonly trustedOrigins: readonly string[];

  constructor(private readonly options: EchoOptions) {
    this.trustedOrigins = [new URL(options.baseUrl).origin];
  }

  async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    try {
      const body = await buildBody(request, context);
      const response = await this.call({ method: 'POST', path: '/v1/videos', body }, context);
      const { id } = this.read<EchoVideo>(response, 'submit_unknown');
      if (!id) throw new GatewayError('submit_unknown');
      const extras = Object.keys(request.providerOptions?.[this.descriptor.id] ?? {});
      const warnings = extras.map((name) => unsupported(`providerOptions.${this.descriptor.id}.${name}`));
      return { outcome: 'accepted', handle: handleOf(id, context), warnings };
    } catch (error) {
      return rejectedBy(error, context);
    }
  }

  async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    const path = `/v1/videos/${encodeURIComponent(handle.id)}`;
    const response = await this.call({ method: 'GET', path }, context);
    return this.stateOf(this.read<EchoVideo>(response));
  }

  async reconcile(clientReference: string, context: SubmitContext): Promise<ReconcileResult> {
    const query = { client_ref: clientReference };
    const response = await this.call({ method: 'GET', path: '/v1/videos', query }, context);
    const { videos } = this.read<{ readonly videos?: readonly EchoVideo[] }>(response);
    if (!Array.isArray(videos)) throw new GatewayError('provider_bad_response');
    const video = videos.find(({ client_ref }) => client_ref === clientReference);
    return video ? { outcome: 'found', handle: handleOf(video.id, context) } : { outcome: 'not_found' };
  }

  private stateOf({ state, percent, file_url: url, error }: EchoVideo): PollResult {
    switch (state) {
      case 'waiting':
        return { state: 'queued' };
      case 'running':
        return { state: 'processing', progress: percent };
      case 'done':
        if (!url) return { state: 'failed', error: toErrorDetail(new GatewayError('output_missing')) };
        return { state: 'completed', outputs: [{ id: 'video', source: { kind: 'url', url } }] };
      case 'failed':
        return { state: 'failed', error: toErrorDetail(this.failure(error, 'provider_failed')) };
      default:
        return { state: 'processing', warnings: [{ kind: 'other', message: `unknown state "${state}"` }] };
    }
  }

  private call({ path, ...call }: Call, context: CallContext): Promise<ProviderHttpResponse> {
    const headers = { authorization: `Bearer ${this.options.apiKey}` };
    return context.http.request({ ...call, url: this.options.baseUrl + path, headers });
  }

  /** `unclear` is the code of an answer that neither holds the data nor names a known error. */
  private read<Data extends object>(
    response: ProviderHttpResponse,
    unclear: ErrorCode = 'provider_bad_response',
  ): Data {
    const { status, json, headers } = response;
    const answer = (typeof json === 'object' && json !== null ? json : undefined) as
      (Data & { readonly error?: EchoError }) | undefined;
    if (status < 300 && answer) return answer;
    throw this.failure(answer?.error, unclear, Number(headers['retry-after']) || undefined);
  }

  /** Vendors sometimes repeat the key they refused: it is taken out of their words. */
  private failure(
    error: EchoError | undefined,
    unclear: ErrorCode,
    retryAfterSeconds?: number,
  ): GatewayError {
    const redact = createRedactor([this.options.apiKey]);
    return new GatewayError(ECHO_ERRORS[error?.code ?? ''] ?? unclear, {
      ...(error?.message && { message: redact(error.message) }),
      ...(error?.code && { vendorCode: redact(error.code) }),
      retryAfterSeconds,
    });
  }
}

async function buildBody(request: ResolvedVideoRequest, context: SubmitContext): Promise<object> {
  const [picture] = request.inputs;
  return {
    model: request.resolvedModel.vendorModel,
    prompt: request.prompt,
    seconds: request.durationSeconds,
    shape: request.aspectRatio,
    seed: request.seed,
    image: picture && (await context.inputs.base64(picture)).data,
    client_ref: context.clientReference,
  };
}

const handleOf = (id: string, { credentialId }: CallContext): ProviderHandle => ({ v: 1, id, credentialId });
