import { ErrorCode } from '../../errors/error-table';
import { GatewayError, GatewayErrorOptions, toErrorDetail } from '../../errors/gateway-error';
import { createRedactor } from '../../errors/redact';
import { ProviderHttpRequest, ProviderHttpResponse } from '../../http/provider-http';
import { JsonObject } from '../../json';
import { CallContext, SubmitContext } from '../../provider/call-context';
import { ProviderDescriptor } from '../../provider/provider-descriptor';
import {
  CancelResult,
  OutputStream,
  PollResult,
  ProviderHandle,
  ProviderOutput,
  ReconcileResult,
  ResolvedVideoRequest,
  SubmitResult,
  VideoProvider,
} from '../../provider/video-provider';
import { RequestWarning, unsupported } from '../../request/request-warning';

export interface AcmeOptions {
  readonly origin: string;
  readonly key: string;
}

export const ACME_DESCRIPTOR: ProviderDescriptor = {
  id: 'acme',
  title: 'Acme Video',
  models: [
    {
      id: 'acme-1',
      aliases: ['acme-latest'],
      vendorModel: 'acme.one',
      modes: ['text-to-video', 'first-last-frame'],
      durations: [5, 10],
      defaultDuration: 5,
      aspectRatios: ['16:9', '9:16'],
      inputs: { first_frame: { min: 0, max: 1 }, last_frame: { min: 0, max: 1 } },
      prompt: { required: true, maxLength: 500 },
      supports: { seed: true },
      price: { currency: 'USD', perSecond: 0.1 },
    },
  ],
  poll: { firstSeconds: 5, intervalSeconds: 5, maxIntervalSeconds: 30 },
  deadlineSeconds: 600,
  features: { cancel: true, reconcile: true, callback: false, check: false, clientReference: true },
};

const ERRORS: Readonly<Record<string, ErrorCode>> = {
  bad_key: 'provider_authentication',
  no_credit: 'provider_insufficient_balance',
  slow_down: 'provider_rate_limited',
  unsafe: 'moderated_input',
  bad_input: 'provider_invalid_request',
};

export interface AcmeJob {
  readonly id: string;
  readonly state: string;
  readonly percent?: number;
  readonly files?: readonly string[];
  readonly error?: { readonly code: string; readonly message: string };
}

/** A right provider for a vendor that does not exist. The wrong ones differ from it in one thing each. */
export class AcmeProvider implements VideoProvider {
  readonly descriptor: ProviderDescriptor = ACME_DESCRIPTOR;
  readonly credentials = [{ id: 'default', weight: 1 }];

  constructor(readonly options: AcmeOptions) {}

  validate(request: ResolvedVideoRequest): readonly RequestWarning[] {
    const problem = this.problemOf(request);
    if (problem !== undefined) throw problem;
    return this.warningsOf(request);
  }

  async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    const problem = this.problemOf(request);
    if (problem !== undefined) return { outcome: 'rejected', error: toErrorDetail(problem) };
    const body = this.bodyOf(request, context);
    const response = await this.call(context, { method: 'POST', url: this.url('/v1/jobs'), body });
    const { id } = (response.json ?? {}) as Partial<AcmeJob>;
    if (response.status === 201 && id !== undefined) {
      return { outcome: 'accepted', handle: this.handleOf(id, context), warnings: this.warningsOf(request) };
    }
    if (response.status < 400) throw new GatewayError('submit_unknown');
    return { outcome: 'rejected', error: toErrorDetail(this.errorOf(response)) };
  }

  async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    const response = await this.call(context, { method: 'GET', url: this.url(`/v1/jobs/${handle.id}`) });
    if (response.status !== 200) throw this.errorOf(response);
    if (response.json === undefined) throw new GatewayError('provider_bad_response');
    return this.stateOf(response.json as AcmeJob);
  }

  async cancel(handle: ProviderHandle, context: CallContext): Promise<CancelResult> {
    const response = await this.call(context, { method: 'DELETE', url: this.url(`/v1/jobs/${handle.id}`) });
    return { outcome: response.status === 200 ? 'cancelled' : 'too_late' };
  }

  async reconcile(clientReference: string, context: SubmitContext): Promise<ReconcileResult> {
    const query = { ref: clientReference };
    const response = await this.call(context, { method: 'GET', url: this.url('/v1/jobs'), query });
    const [job] = (response.json as { jobs: AcmeJob[] }).jobs;
    if (job === undefined) return { outcome: 'not_found' };
    return { outcome: 'found', handle: this.handleOf(job.id, context) };
  }

  async openOutput(
    output: ProviderOutput,
    handle: ProviderHandle,
    context: CallContext,
  ): Promise<OutputStream> {
    const ref = output.source.kind === 'provider' ? output.source.ref : '';
    const url = this.url(`/v1/jobs/${handle.id}/files/${ref}`);
    const { stream } = await context.http.stream({
      method: 'GET',
      url,
      headers: this.headers(),
      followRedirects: true,
    });
    return { stream };
  }

  url(path: string): string {
    return this.options.origin + path;
  }

  headers(): Record<string, string> {
    return { authorization: `Bearer ${this.options.key}` };
  }

  call(context: CallContext, request: ProviderHttpRequest): Promise<ProviderHttpResponse> {
    return context.http.request({ ...request, headers: this.headers() });
  }

  bodyOf(request: ResolvedVideoRequest, context: SubmitContext): JsonObject {
    const { prompt = '', durationSeconds = 5, resolvedModel } = request;
    return {
      model: resolvedModel.vendorModel,
      prompt,
      seconds: durationSeconds,
      ref: context.clientReference,
    };
  }

  handleOf(id: string, context: CallContext): ProviderHandle {
    return { v: 1, id, credentialId: context.credentialId };
  }

  problemOf(request: ResolvedVideoRequest): GatewayError | undefined {
    const roles = request.inputs.map(({ role }) => role);
    if (!roles.includes('last_frame') || roles.includes('first_frame')) return undefined;
    return new GatewayError('missing_required_parameter', { param: 'inputs.first_frame' });
  }

  warningsOf(request: ResolvedVideoRequest): RequestWarning[] {
    const extras = Object.keys(request.providerOptions?.acme ?? {});
    return extras.map((name) => unsupported(`providerOptions.acme.${name}`));
  }

  stateOf(job: AcmeJob): PollResult {
    if (job.state === 'waiting') return { state: 'queued' };
    if (job.state === 'running') return { state: 'processing', progress: job.percent };
    if (job.state === 'done')
      return { state: 'completed', outputs: (job.files ?? []).map((ref) => this.outputOf(ref)) };
    if (job.state === 'broken')
      return { state: 'failed', error: toErrorDetail(this.vendorError(job.error, {})) };
    return { state: 'processing', warnings: [{ kind: 'other', message: `unknown state "${job.state}"` }] };
  }

  outputOf(ref: string): ProviderOutput {
    return { id: ref, source: { kind: 'provider', ref } };
  }

  errorOf(response: ProviderHttpResponse): GatewayError {
    const { error } = (response.json ?? {}) as Partial<AcmeJob>;
    const retryAfter = Number(response.headers['retry-after'] ?? NaN);
    return this.vendorError(error, Number.isNaN(retryAfter) ? {} : { retryAfterSeconds: retryAfter });
  }

  vendorError(error: AcmeJob['error'], options: GatewayErrorOptions): GatewayError {
    const code = this.codeOf(error?.code ?? '');
    return new GatewayError(code, {
      ...options,
      message: this.messageOf(error?.message ?? code),
      vendorCode: error?.code,
    });
  }

  codeOf(vendorCode: string): ErrorCode {
    return ERRORS[vendorCode] ?? 'provider_unavailable';
  }

  messageOf(text: string): string {
    return createRedactor([this.options.key])(text);
  }
}
