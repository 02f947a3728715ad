import {
  type CallContext,
  type CancelResult,
  type ErrorCode,
  GatewayError,
  type PollResult,
  type ProviderDescriptor,
  type ProviderHandle,
  type ReconcileResult,
  type ResolvedVideoRequest,
  type SubmitContext,
  type SubmitResult,
  toErrorDetail,
  type VideoProvider,
} from '@onereel/core';

export interface VendorOptions {
  readonly url: string;
  /** Offer `reconcile` and send the client reference. */
  readonly reconcile: boolean;
  readonly poll?: ProviderDescriptor['poll'];
  readonly deadlineSeconds?: number;
  /** Names of accounts; one unless said. Which one calls makes no difference to the vendor. */
  readonly credentials?: readonly string[];
}

const REFUSALS: Readonly<Record<number, ErrorCode>> = {
  400: 'provider_invalid_request',
  401: 'provider_authentication',
  404: 'provider_task_lost',
  429: 'provider_rate_limited',
  503: 'provider_unavailable',
};

/** The provider of {@link VendorSimulator}: the whole contract in a page. */
export class VendorProvider implements VideoProvider {
  readonly descriptor: ProviderDescriptor;
  readonly credentials: VideoProvider['credentials'];
  readonly trustedOrigins: readonly string[];
  readonly reconcile?: NonNullable<VideoProvider['reconcile']>;

  constructor(private readonly options: VendorOptions) {
    this.trustedOrigins = [options.url];
    this.credentials = (options.credentials ?? ['default']).map((id) => ({ id, weight: 1 }));
    this.descriptor = describeVendor(options);
    if (options.reconcile) this.reconcile = (reference, context) => this.lookUp(reference, context);
  }

  async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    const { status, json } = await context.http.request({
      method: 'POST',
      url: `${this.options.url}/tasks`,
      body: { prompt: request.prompt, reference: context.clientReference },
    });
    if (status === 200) return { outcome: 'accepted', handle: handleOf(json, context), warnings: [] };
    if (status === 500) throw new GatewayError('submit_unknown');
    return { outcome: 'rejected', error: toErrorDetail(new GatewayError(REFUSALS[status])) };
  }

  async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    const { status, json } = await context.http.request({
      method: 'GET',
      url: `${this.options.url}/tasks/${handle.id}`,
    });
    if (status !== 200) throw new GatewayError(REFUSALS[status] ?? 'provider_bad_response');
    const state = json as { state: string; progress?: number; files?: string[] };
    if (state.state === 'running') return { state: 'processing', progress: state.progress };
    if (state.state === 'failed') {
      return { state: 'failed', error: toErrorDetail(new GatewayError('moderated_output')) };
    }
    const files = state.files ?? [];
    return {
      state: 'completed',
      outputs: files.map((url, index) => ({ id: `f${index}`, source: { kind: 'url', url } })),
    };
  }

  async cancel(handle: ProviderHandle, context: CallContext): Promise<CancelResult> {
    const url = `${this.options.url}/tasks/${handle.id}`;
    const { status } = await context.http.request({ method: 'DELETE', url, idempotent: true });
    return { outcome: status === 200 ? 'cancelled' : 'too_late' };
  }

  private async lookUp(reference: string, context: SubmitContext): Promise<ReconcileResult> {
    const url = `${this.options.url}/references/${reference}`;
    const { status, json } = await context.http.request({ method: 'GET', url });
    return status === 200 ? { outcome: 'found', handle: handleOf(json, context) } : { outcome: 'not_found' };
  }
}

const handleOf = (json: unknown, { credentialId }: CallContext): ProviderHandle => ({
  v: 1,
  id: (json as { id: string }).id,
  credentialId,
});

const describeVendor = (options: VendorOptions): ProviderDescriptor => ({
  id: 'vendor',
  title: 'Simulated vendor',
  models: [
    {
      id: 'vendor-1',
      vendorModel: 'v1',
      modes: ['text-to-video', 'image-to-video'],
      inputs: { first_frame: { min: 0, max: 1 } },
      supports: {},
    },
  ],
  poll: options.poll ?? { firstSeconds: 0.05, intervalSeconds: 0.1 },
  deadlineSeconds: options.deadlineSeconds ?? 60,
  features: {
    cancel: true,
    reconcile: options.reconcile,
    callback: false,
    check: false,
    clientReference: options.reconcile,
  },
});
