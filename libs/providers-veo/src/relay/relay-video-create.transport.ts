import {
  CallContext,
  GatewayError,
  OutputStream,
  PollResult,
  ProviderHandle,
  RequestWarning,
  ResolvedVideoRequest,
  SubmitContext,
  VideoInput,
} from '@onereel/core';
import { readForRelay, STAND_IN, withRole } from '../provider/read-pictures';
import { Submitted, Transport } from '../provider/transport';
import type { VeoAccount } from '../veo-account';
import type { RelayTask } from '../wire/relay-task';
import { buildVideoCreateRequest } from './build-video-create-request';
import { parseRelayTask } from './parse-relay-task';
import { RelayClient } from './relay-client';

/** Characters kept of a rewritten prompt. */
const LONGEST_PROMPT = 32_000;

/** Veo over a relay with `/v1/video/create` and `/v1/video/query`. */
export class RelayVideoCreateTransport implements Transport {
  readonly origins: readonly string[];
  private readonly client: RelayClient;

  constructor(account: VeoAccount) {
    this.client = new RelayClient(account);
    this.origins = [new URL(account.baseUrl).origin];
  }

  foresee(request: ResolvedVideoRequest, vendorModel: string): readonly RequestWarning[] {
    const images = picturesOf(request).map(() => STAND_IN);
    return buildVideoCreateRequest(request, vendorModel, images).warnings;
  }

  async submit(
    request: ResolvedVideoRequest,
    vendorModel: string,
    context: SubmitContext,
  ): Promise<Submitted> {
    const { inputs } = request;
    const images: string[] = [];
    for (const input of picturesOf(request))
      images.push(await readForRelay(input, inputs, context.inputs, false));
    const { body, warnings } = buildVideoCreateRequest(request, vendorModel, images);
    const { id, task } = await this.client.create({ path: '/v1/video/create', body }, context);
    return { id, warnings, ...rewrittenIn(task) };
  }

  /** Always by the id of the create call: some relays answer with another one. */
  async poll({ id }: ProviderHandle, context: CallContext): Promise<PollResult> {
    const task = await this.client.ask<RelayTask>({ path: '/v1/video/query', query: { id } }, context);
    const { baseUrl, secrets } = this.client;
    const result = parseRelayTask(task, { baseUrl, secrets, hasContent: false });
    return result.state === 'failed' ? result : { ...result, ...rewrittenIn(task) };
  }

  open(): Promise<OutputStream> {
    return Promise.reject(new GatewayError('output_missing'));
  }

  async check(context: CallContext): Promise<void> {
    await this.client.ask({ path: '/v1/models' }, context);
  }
}

/** The prompt this relay works with, which it tells with every answer. */
function rewrittenIn({ enhanced_prompt: prompt }: RelayTask): Pick<Submitted, 'applied'> {
  const isText = typeof prompt === 'string' && prompt.trim() !== '';
  return isText ? { applied: { vendorPrompt: prompt.slice(0, LONGEST_PROMPT) } } : {};
}

/** In the order the relay reads them: first, last, or elements. */
const picturesOf = ({ inputs }: ResolvedVideoRequest): readonly VideoInput[] =>
  (['first_frame', 'last_frame', 'reference'] as const).flatMap((role) => withRole(inputs, role));
