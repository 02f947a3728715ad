import {
  CallContext,
  CancelResult,
  GatewayError,
  PollResult,
  ProviderHandle,
  ProviderHttpResponse,
  SubmitContext,
  SubmitResult,
  toErrorDetail,
} from '@onereel/core';
import type { JimengCredential } from '../jimeng-credentials';
import { RESULT_ACTION, SUBMIT_ACTION } from '../wire/visual-api';
import { buildVisualRequest } from './build-visual-request';
import { HANDLE_VERSION, JimengSubmission, JimengTransport } from './jimeng-transport';
import { parseVisualTask, RelayedTask } from './parse-visual-task';
import { readImages, VISUAL_IMAGES } from './read-images';
import { createFailure, unreadable } from './vendor-failure';
import { visualNo, visualReply } from './visual-answer';
import { VisualClient } from './visual-client';
import { unknownTask } from './young-task';

const SETTING = 'JIMENG_BASE_URL';
/** Asked for to see whether the credentials are good: no task has this id. */
const NO_TASK = { req_key: 'jimeng_t2v_v30', task_id: '1000000000000000000' };

/** The visual API, signed or through a relay. A task is asked about under the key it was made with. */
export class VisualTransport implements JimengTransport {
  private readonly client: VisualClient;

  constructor(private readonly baseUrl: string) {
    this.client = new VisualClient(baseUrl);
  }

  async submit(submission: JimengSubmission, context: SubmitContext): Promise<SubmitResult> {
    const { request, model, credential } = submission;
    if (!model.visual) throw new GatewayError('unsupported_parameter', { param: 'model' });
    const images = await readImages(request.inputs, context.inputs, VISUAL_IMAGES);
    const { reqKey, body, aigcMeta, applied, warnings } = buildVisualRequest(request, model.visual, images);
    const response = await this.client.call({ action: SUBMIT_ACTION, body, credential }, context);
    const no = visualNo(response);
    const id = no ? undefined : createdId(response);
    if (no || id === undefined) {
      const reason = no ? this.client.failure(no, response, credential) : unreadable(response, SETTING);
      throw createFailure(no, reason);
    }
    const vendorRequestId = visualReply(response)?.request_id;
    const submittedAt = context.clock.now();
    return {
      outcome: 'accepted',
      handle: {
        v: HANDLE_VERSION,
        id,
        transport: credential.proof.way,
        credentialId: credential.id,
        region: this.baseUrl,
        model: model.descriptor.id,
        data: { reqKey, submittedAt, ...(aigcMeta && { aigcMeta }) },
      },
      warnings,
      applied,
      ...(typeof vendorRequestId === 'string' && { vendorRequestId }),
    };
  }

  async poll(
    handle: ProviderHandle,
    credential: JimengCredential,
    context: CallContext,
  ): Promise<PollResult> {
    const { id, region, data } = handle;
    const meta =
      data?.aigcMeta === undefined ? {} : { req_json: JSON.stringify({ aigc_meta: data.aigcMeta }) };
    const body = { req_key: data?.reqKey, task_id: id, ...meta };
    const response = await this.client.call({ action: RESULT_ACTION, body, credential, region }, context);
    const no = visualNo(response);
    if (no) {
      const failure = this.client.failure(no, response, credential);
      if (no.row.final) return { state: 'failed', error: toErrorDetail(failure) };
      throw failure;
    }
    const task = visualReply<RelayedTask>(response)?.data;
    if (typeof task !== 'object' || task === null) throw unreadable(response, SETTING);
    const result = parseVisualTask(task);
    return result === 'unknown_task' ? unknownTask(handle, context, '12 hours') : result;
  }

  cancel(): Promise<CancelResult> {
    return Promise.resolve({ outcome: 'unsupported' });
  }

  /** Whatever the API says about a task that does not exist, it has believed the credentials by then. */
  async check(credential: JimengCredential, context: CallContext): Promise<void> {
    const response = await this.client.call({ action: RESULT_ACTION, body: NO_TASK, credential }, context);
    const no = visualNo(response);
    const believed =
      no?.row.error === 'provider_invalid_request' && visualReply(response)?.code !== undefined;
    if (no && !believed) throw this.client.failure(no, response, credential);
    if (!visualReply(response)) throw unreadable(response, SETTING);
  }
}

/** Relays also answer with an object of their own that has the id at the top. */
function createdId(response: ProviderHttpResponse): string | undefined {
  const reply = visualReply(response) as
    (ReturnType<typeof visualReply> & { readonly task_id?: unknown; readonly id?: unknown }) | undefined;
  const data = reply?.data as { readonly task_id?: unknown } | null | undefined;
  const id = data?.task_id ?? reply?.task_id ?? reply?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
