import {
  CallContext,
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
import { buildOpenaiRelayRequest, OpenaiRelayInput } from './build-openai-relay-request';
import { parseRelayTask } from './parse-relay-task';
import { RelayClient } from './relay-client';
import { relayNameOf } from './relay-name';

/** Veo over a relay with OpenAI's `/v1/videos`. */
export class RelayOpenaiTransport implements Transport {
  readonly origins: readonly string[];
  private readonly client: RelayClient;
  private readonly endpoint: string;

  constructor(private readonly account: VeoAccount) {
    this.client = new RelayClient(account);
    this.origins = [new URL(account.baseUrl).origin];
    this.endpoint = account.endpoint ?? '/v1/videos';
  }

  foresee(request: ResolvedVideoRequest, vendorModel: string): readonly RequestWarning[] {
    const images = framesOf(request).map(() => STAND_IN);
    return buildOpenaiRelayRequest(this.input(request, vendorModel, images)).warnings;
  }

  async submit(
    request: ResolvedVideoRequest,
    vendorModel: string,
    context: SubmitContext,
  ): Promise<Submitted> {
    const { bodyMode = 'json', skipUpload = false } = this.account;
    const { inputs } = request;
    const inline = skipUpload || bodyMode === 'multipart';
    const images: string[] = [];
    for (const frame of framesOf(request))
      images.push(await readForRelay(frame, inputs, context.inputs, inline));
    const { body, warnings } = buildOpenaiRelayRequest(this.input(request, vendorModel, images));
    const { id } = await this.client.create({ path: this.endpoint, body }, context);
    return { id, warnings };
  }

  async poll({ id }: ProviderHandle, context: CallContext): Promise<PollResult> {
    const task = await this.client.ask<RelayTask>({ path: this.pathOf(id) }, context);
    const { baseUrl, secrets } = this.client;
    return parseRelayTask(task, { baseUrl, secrets, hasContent: true });
  }

  open(_ref: string, { id }: ProviderHandle, context: CallContext): Promise<OutputStream> {
    return this.client.download({ path: `${this.pathOf(id)}/content` }, context);
  }

  /** The list of models lies beside the videos. */
  async check(context: CallContext): Promise<void> {
    await this.client.ask({ path: this.endpoint.replace(/[^/]+$/, 'models') }, context);
  }

  private input(
    request: ResolvedVideoRequest,
    vendorModel: string,
    images: readonly string[],
  ): OpenaiRelayInput {
    const { bodyMode = 'json', secondsAs = 'text', sizeAs = 'pixels' } = this.account;
    const name = relayNameOf(request, vendorModel, this.account);
    return { request, vendorModel: name, images, bodyMode, secondsAs, sizeAs };
  }

  private pathOf(id: string): string {
    return `${this.endpoint}/${encodeURIComponent(id)}`;
  }
}

/** In the order relays read them. */
const framesOf = ({ inputs }: ResolvedVideoRequest): readonly VideoInput[] => [
  ...withRole(inputs, 'first_frame'),
  ...withRole(inputs, 'last_frame'),
];
