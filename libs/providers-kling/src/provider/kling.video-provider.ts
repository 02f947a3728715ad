import {
  CallbackNotice,
  CallContext,
  CheckResult,
  CredentialSlot,
  GatewayError,
  InboundCallback,
  PollResult,
  ProviderDescriptor,
  ProviderHandle,
  ProviderHttpResponse,
  ReconcileResult,
  rejectedBy,
  RequestWarning,
  ResolvedVideoRequest,
  SubmitContext,
  SubmitResult,
  VideoProvider,
} from '@onereel/core';
import type { KlingCredential } from '../kling-credentials';
import { KLING_HOSTS, KlingOptions, KlingStyle } from '../kling.options';
import { KLING_DESCRIPTOR } from '../wire/kling-descriptor';
import type { CurrentTask } from '../wire/kling-current';
import { KlingEnvelope, LEGACY_KINDS, LegacyTask } from '../wire/kling-legacy';
import { findKlingModel } from '../wire/kling-models';
import { buildCurrentRequest } from './build-current-request';
import { buildLegacyRequest } from './build-legacy-request';
import { chooseTransport, servableModels } from './choose-transport';
import { readCallback } from './kling-callback';
import { KlingClient } from './kling-client';
import { envelopeOf, errorRowOf, unreadable } from './kling-failure';
import { BuildInput, BuiltRequest } from './kling-plan';
import { KlingTransport } from './option-rules';
import { parseCurrentTask, parseLegacyTask } from './parse-task';
import { countImages, readImages } from './read-images';

const HANDLE_VERSION = 1;
/** Largest picture the vendor takes, in megabytes. */
const IMAGE_LIMIT: Readonly<Record<KlingTransport, number>> = { legacy: 10, relay: 10, current: 50 };
const BUILDERS: Readonly<Record<KlingTransport, (input: BuildInput) => BuiltRequest>> = {
  legacy: buildLegacyRequest,
  relay: buildLegacyRequest,
  current: buildCurrentRequest,
};
const DAY_MS = 86_400_000;

/** Kling over its own API, old or new, or over a reseller. */
export class KlingVideoProvider implements VideoProvider {
  readonly descriptor: ProviderDescriptor;
  readonly credentials: readonly CredentialSlot[];
  readonly trustedOrigins: readonly string[];
  private readonly client: KlingClient;

  constructor(
    private readonly options: KlingOptions,
    private readonly now: () => number = Date.now,
  ) {
    this.descriptor = polledEvery(options.pollSeconds);
    this.credentials = options.credentials.map((account) => slotOf(account, options.style));
    this.trustedOrigins = [...new Set([new URL(options.baseUrl).origin, ...KLING_HOSTS])];
    this.client = new KlingClient(options);
  }

  validate(
    request: ResolvedVideoRequest,
    context: Pick<CallContext, 'credentialId'>,
  ): readonly RequestWarning[] {
    const target = this.target(request, context);
    const images = countImages(request.inputs);
    return BUILDERS[target.transport]({ ...target, request, images, clientReference: '' }).warnings;
  }

  async submit(request: ResolvedVideoRequest, context: SubmitContext): Promise<SubmitResult> {
    try {
      const built = await this.build(request, context);
      const response = await this.client.call(
        { method: 'POST', path: built.path, body: built.body },
        context,
      );
      return this.outcome(response, built, request, context);
    } catch (error) {
      return rejectedBy(error, context);
    }
  }

  async poll(handle: ProviderHandle, context: CallContext): Promise<PollResult> {
    const { id, region } = handle;
    if (handle.transport === 'current') {
      const data = await this.client.ask<readonly CurrentTask[]>(
        { path: '/tasks', query: { task_ids: id }, region },
        context,
      );
      const task = Array.isArray(data) ? data.find((candidate) => candidate.id === id) : undefined;
      if (!task) throw taskLost();
      return parseCurrentTask(task);
    }
    const path = `/v1/videos/${String(handle.data?.kind)}/${encodeURIComponent(id)}`;
    return parseLegacyTask(await this.client.ask<LegacyTask>({ path, region }, context));
  }

  /** The older API files tasks by kind, which the reference does not tell: each is asked, questions are free. */
  async reconcile(clientReference: string, context: SubmitContext): Promise<ReconcileResult> {
    const { apiKey } = this.client.credential(context.credentialId);
    if (apiKey !== undefined && this.options.style !== 'relay') {
      const query = { external_task_ids: clientReference };
      const tasks = await this.client.find<readonly CurrentTask[]>({ path: '/tasks', query }, context);
      const task = tasks?.find(({ external_id }) => external_id === clientReference);
      if (task) {
        return { outcome: 'found', handle: this.handle({ id: task.id, transport: 'current' }, context) };
      }
    }
    const transport = this.options.style === 'relay' ? 'relay' : 'legacy';
    for (const kind of LEGACY_KINDS) {
      const task = await this.client.find<LegacyTask>(
        { path: `/v1/videos/${kind}/${clientReference}` },
        context,
      );
      if (task?.task_id) {
        const found = { id: task.task_id, transport, data: { kind } };
        return { outcome: 'found', handle: this.handle(found, context) };
      }
    }
    return { outcome: 'not_found' };
  }

  parseCallback(callback: InboundCallback): Promise<CallbackNotice> {
    return Promise.resolve().then(() => readCallback(callback, this.options.webhookSecret, this.now()));
  }

  /** Reads the account's packs, which costs nothing. Resellers have no such call: there it lists tasks. */
  async check(context: CallContext): Promise<CheckResult> {
    const now = context.clock.now();
    const costs = { path: '/account/costs', query: { start_time: now - DAY_MS, end_time: now } };
    const list = { path: '/v1/videos/text2video', query: { pageNum: 1, pageSize: 1 } };
    try {
      await this.client.ask(this.options.style === 'relay' ? list : costs, context);
      return { ok: true };
    } catch (error) {
      if (!GatewayError.isInstance(error)) throw error;
      return { ok: false, message: error.message };
    }
  }

  private async build(request: ResolvedVideoRequest, context: SubmitContext): Promise<BuiltCall> {
    const target = this.target(request, context);
    const { clientReference } = context;
    const images = await readImages(request.inputs, context.inputs, IMAGE_LIMIT[target.transport]);
    const callbackUrl = this.options.webhookSecret === undefined ? undefined : context.callbackUrl;
    const built = BUILDERS[target.transport]({
      ...target,
      request,
      images,
      clientReference,
      ...(callbackUrl && { callbackUrl }),
    });
    return { ...built, transport: target.transport };
  }

  private target(
    { resolvedModel }: ResolvedVideoRequest,
    { credentialId }: Pick<CallContext, 'credentialId'>,
  ): Pick<BuildInput, 'model' | 'transport'> {
    const model = findKlingModel(resolvedModel.id);
    if (!model) throw new GatewayError('model_not_found', { param: 'model' });
    const credential = this.client.credential(credentialId);
    return { model, transport: chooseTransport(model, this.options.style, credential) };
  }

  /** @throws the reason of a no, or `submit_unknown` when the answer proves neither yes nor no */
  private outcome(
    response: ProviderHttpResponse,
    { transport, kind, warnings, resolution }: BuiltCall,
    request: ResolvedVideoRequest,
    context: SubmitContext,
  ): SubmitResult {
    const row = errorRowOf(response);
    if (row && !row.ambiguous) throw this.client.failure(response, row.onCreate ?? row, context);
    const id = row ? undefined : createdId(response);
    if (id === undefined) throw this.unknownOutcome(response, context);
    const vendorRequestId = envelopeOf(response)?.request_id;
    return {
      outcome: 'accepted',
      handle: this.handle({ id, transport, model: request.resolvedModel.id, data: { kind } }, context),
      warnings,
      ...(resolution && resolution !== request.resolution && { applied: { resolution } }),
      ...(vendorRequestId && { vendorRequestId }),
    };
  }

  private unknownOutcome(response: ProviderHttpResponse, context: CallContext): GatewayError {
    const row = errorRowOf(response);
    const { message } = row ? this.client.failure(response, row, context) : unreadable(response);
    const envelope: KlingEnvelope<unknown> | undefined = envelopeOf(response);
    return new GatewayError('submit_unknown', {
      message: `${message} The task may have been accepted all the same.`,
      ...(envelope && { vendorCode: String(envelope.code) }),
    });
  }

  private handle(
    task: Pick<ProviderHandle, 'id' | 'transport' | 'model' | 'data'>,
    { credentialId }: CallContext,
  ): ProviderHandle {
    return { v: HANDLE_VERSION, ...task, credentialId, region: this.options.baseUrl };
  }
}

type BuiltCall = BuiltRequest & { readonly transport: KlingTransport };

function slotOf(account: KlingCredential, style: KlingStyle): CredentialSlot {
  const { id, weight, maxConcurrent } = account;
  const models = servableModels(style, account);
  return { id, weight, ...(maxConcurrent !== undefined && { maxConcurrent }), ...(models && { models }) };
}

function polledEvery(seconds: number | undefined): ProviderDescriptor {
  if (seconds === undefined) return KLING_DESCRIPTOR;
  return { ...KLING_DESCRIPTOR, poll: { firstSeconds: seconds, intervalSeconds: seconds } };
}

function createdId(response: ProviderHttpResponse): string | undefined {
  const data = envelopeOf<Partial<LegacyTask & CurrentTask>>(response)?.data;
  const id: unknown = data?.task_id ?? data?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

const taskLost = (): GatewayError =>
  new GatewayError('provider_task_lost', {
    message: 'Kling does not know this task. Tasks are kept for 30 days.',
  });
