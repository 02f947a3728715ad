import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ErrorDetail, GatewayError, toErrorDetail } from '../../errors/gateway-error';
import { createProviderHttp, StartTimer } from '../../http/provider-http.client';
import { ProviderConnections } from '../../http/provider-connections';
import { ProviderHttp } from '../../http/provider-http';
import { createSafeFetch, SafeFetch } from '../../http/safe-fetch';
import { CallContext, SubmitContext } from '../../provider/call-context';
import { Accepted, PollResult, ProviderHandle, VideoProvider } from '../../provider/video-provider';
import { RequestWarning } from '../../request/request-warning';
import { resolveRequest } from '../../request/resolve-request';
import { VideoRequest } from '../../request/video-request';
import { FakeUpstream, fakeUpstream } from '../upstream/fake-upstream';
import { asList, ProviderConformance, ProviderSetup, Recorded, RecordedState } from './provider-conformance';
import { SampleInputs } from './sample-input';
import { SecretWatch } from './secret-watch';

/** How a submit ended, whichever way the provider expressed it. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly result: Accepted; readonly warnings: readonly RequestWarning[] }
  | { readonly kind: 'failed'; readonly error: ErrorDetail; readonly thrown: boolean; readonly raw: unknown };

/** How a poll ended. */
export type PollOutcome =
  | { readonly kind: 'answered'; readonly result: PollResult }
  | { readonly kind: 'failed'; readonly error: ErrorDetail; readonly raw: unknown };

/** What is known of a request before anything is sent. */
export interface Foresight {
  readonly warnings: readonly RequestWarning[];
  readonly error?: ErrorDetail;
}

export const CREDENTIAL_ID = 'default';

/** One provider with its fake vendor, and calls to it as the host makes them. Open one per line; close it. */
export class ProviderRig {
  readonly secrets = new SecretWatch();
  readonly logs: string[] = [];
  private readonly inputs = new SampleInputs();
  private readonly connections = new ProviderConnections();
  private readonly downloads: SafeFetch = createSafeFetch({ allowPrivateHosts: ['127.0.0.1'] });

  private readonly timeouts = new Set<() => void>();

  private constructor(
    readonly conformance: ProviderConformance,
    readonly upstream: FakeUpstream,
  ) {
    upstream.onHang = () => this.timeouts.forEach((fire) => fire());
  }

  static async open(conformance: ProviderConformance): Promise<ProviderRig> {
    return new ProviderRig(conformance, await fakeUpstream());
  }

  /** Opens a rig, runs the work, closes it whatever happens. */
  static async with<Result>(
    conformance: ProviderConformance,
    work: (rig: ProviderRig) => Promise<Result>,
  ): Promise<Result> {
    const rig = await ProviderRig.open(conformance);
    try {
      return await work(rig);
    } finally {
      await rig.close();
    }
  }

  /** Closes idle connections of the host, so that those of the provider itself stand out. */
  dropConnections(): void {
    this.connections.close();
  }

  async close(): Promise<void> {
    this.connections.close();
    this.downloads.close();
    await this.inputs.close();
    await this.upstream.close();
  }

  async create(origin = this.upstream.origin): Promise<VideoProvider> {
    const setup: ProviderSetup = {
      origin,
      credentialId: CREDENTIAL_ID,
      secret: (name) => this.secrets.secret(name),
      watch: (secret) => this.secrets.watch(secret),
    };
    return this.conformance.create(setup);
  }

  play(...recorded: readonly (Recorded | undefined)[]): void {
    this.upstream.play([...recorded.flatMap(asList), ...asList(this.conformance.always)]);
  }

  context(signal?: AbortSignal): SubmitContext {
    const log = (message: string, fields?: Record<string, unknown>): void =>
      void this.logs.push(`${message} ${JSON.stringify(fields ?? {})}`);
    return {
      signal: signal ?? new AbortController().signal,
      http: this.http(signal),
      clock: { now: () => Date.now() },
      log: { debug: log, warn: log },
      credentialId: CREDENTIAL_ID,
      inputs: this.inputs,
      clientReference: `ref-${randomUUID()}`,
    };
  }

  /** The request as the host resolves it: model row, limits, warnings. */
  resolve(provider: VideoProvider, patch: Partial<VideoRequest> = {}): ReturnType<typeof resolveRequest> {
    const request = { ...this.conformance.request, ...patch };
    const model = provider.descriptor.models.find(
      ({ id, aliases }) => id === request.model || aliases?.includes(request.model) === true,
    );
    assert.ok(
      model,
      `the recorded request names the model "${request.model}", which the descriptor does not list`,
    );
    return resolveRequest(request, model);
  }

  /** What the host says about a request before the task exists. */
  foresee(provider: VideoProvider, patch?: Partial<VideoRequest>): Foresight {
    try {
      const { request, warnings } = this.resolve(provider, patch);
      const own = provider.validate?.(request, { credentialId: CREDENTIAL_ID }) ?? [];
      return { warnings: [...warnings, ...own] };
    } catch (error) {
      return { warnings: [], error: detailOf(error) };
    }
  }

  async submit(
    provider: VideoProvider,
    options: { request?: Partial<VideoRequest>; context?: SubmitContext } = {},
  ): Promise<SubmitOutcome> {
    try {
      const { request, warnings } = this.resolve(provider, options.request);
      const result = await provider.submit(request, options.context ?? this.context());
      if (result.outcome === 'rejected')
        return { kind: 'failed', error: result.error, thrown: false, raw: result };
      return { kind: 'accepted', result, warnings: [...warnings, ...result.warnings] };
    } catch (error) {
      return { kind: 'failed', error: detailOf(error), thrown: true, raw: error };
    }
  }

  /** Submits against the recorded yes; everything else is a failure of the test. */
  async accepted(provider: VideoProvider, request?: Partial<VideoRequest>): Promise<ProviderHandle> {
    this.play(this.conformance.submit.exchange);
    const outcome = await this.submit(provider, { request });
    assert.equal(outcome.kind, 'accepted', `submit failed: ${describeFailure(outcome)} ${this.hints()}`);
    return (outcome as { result: Accepted }).result.handle;
  }

  async poll(provider: VideoProvider, handle: ProviderHandle, context?: CallContext): Promise<PollOutcome> {
    try {
      return { kind: 'answered', result: await provider.poll(handle, context ?? this.context()) };
    } catch (error) {
      return { kind: 'failed', error: detailOf(error), raw: error };
    }
  }

  /** Brings a task into a recorded state and asks for it. */
  async reach(provider: VideoProvider, state: RecordedState, handle?: ProviderHandle): Promise<PollOutcome> {
    const task = handle ?? (await this.accepted(provider, state.request));
    await state.prepare?.(task);
    this.play(state.exchanges);
    return this.poll(provider, task);
  }

  /** Why the fake vendor may have answered 501. */
  hints(): string {
    const { unexpected } = this.upstream;
    return unexpected.length === 0 ? '' : `(calls nobody expected: ${unexpected.join(' | ')})`;
  }

  /** Where no signal is under test, a timeout fires as soon as the vendor leaves a call hanging, whatever its length. */
  private http(signal?: AbortSignal): ProviderHttp {
    const { connections, downloads } = this;
    if (signal !== undefined) return createProviderHttp({ connections, downloads, signal });
    const timer: StartTimer = (_ms, fire) => {
      this.timeouts.add(fire);
      return () => this.timeouts.delete(fire);
    };
    return createProviderHttp({ connections, downloads, timer });
  }
}

/** Foreign errors keep their text in the suite, so that its messages help. */
function detailOf(error: unknown): ErrorDetail {
  if (GatewayError.isInstance(error)) return toErrorDetail(error);
  return { ...toErrorDetail(error), message: `not a GatewayError: ${String(error)}` };
}

export const describeFailure = (outcome: SubmitOutcome | PollOutcome): string =>
  outcome.kind === 'failed' ? `${outcome.error.code} "${outcome.error.message}"` : 'no failure';
