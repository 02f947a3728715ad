import {
  CallContext,
  CancelResult,
  GatewayError,
  PollResult,
  ProviderHandle,
  ProviderHttpRequest,
  ProviderHttpResponse,
  SubmitContext,
  SubmitResult,
} from '@onereel/core';
import { JimengCredential, secretsOf } from '../jimeng-credentials';
import { ARK_HOSTS, JimengOptions } from '../jimeng.options';
import { ARK_TASKS, ArkError, ArkTask } from '../wire/ark-api';
import { arkErrorRow } from '../wire/ark-error-table';
import { httpErrorRow } from '../wire/vendor-error';
import { buildArkRequest } from './build-ark-request';
import { HANDLE_VERSION, JimengSubmission, JimengTransport } from './jimeng-transport';
import { parseArkTask } from './parse-ark-task';
import { ARK_IMAGES, readImages } from './read-images';
import { createFailure, failureOf, unreadable, VendorNo } from './vendor-failure';
import { unknownTask } from './young-task';

const SETTING = 'ARK_BASE_URL';
const NOT_FOUND = 404;

type ArkCall = Pick<ProviderHttpRequest, 'method' | 'body' | 'query' | 'idempotent'> & {
  readonly path: string;
  readonly credential: JimengCredential;
  /** Base URL that owns the task; absent = the configured one. */
  readonly region?: string;
};

/** Ark content generation, which sells the Seedance models. */
export class ArkTransport implements JimengTransport {
  constructor(private readonly options: Pick<JimengOptions, 'arkBaseUrl' | 'arkEndpoints'>) {}

  async submit(submission: JimengSubmission, context: SubmitContext): Promise<SubmitResult> {
    const { request, model, credential } = submission;
    if (!model.ark) throw new GatewayError('unsupported_parameter', { param: 'model' });
    const inputs = await readImages(request.inputs, context.inputs, ARK_IMAGES);
    const endpoint = this.options.arkEndpoints?.[model.descriptor.id];
    const { body, warnings } = buildArkRequest(request, model.ark, inputs, endpoint);
    const response = await this.call({ method: 'POST', path: ARK_TASKS, body, credential }, context);
    const no = arkNo(response);
    const id = no ? undefined : taskOf(response)?.id;
    if (no || typeof id !== 'string' || id === '') {
      throw createFailure(
        no,
        no ? failureOf(no, response, secretsOf(credential)) : unreadable(response, SETTING),
      );
    }
    const vendorRequestId = response.headers['x-request-id'];
    return {
      outcome: 'accepted',
      handle: {
        v: HANDLE_VERSION,
        id,
        transport: 'ark',
        credentialId: credential.id,
        region: this.options.arkBaseUrl,
        model: model.descriptor.id,
        data: { submittedAt: context.clock.now() },
      },
      warnings,
      ...(vendorRequestId && { vendorRequestId }),
    };
  }

  async poll(
    handle: ProviderHandle,
    credential: JimengCredential,
    context: CallContext,
  ): Promise<PollResult> {
    const task = await this.find(handle, credential, context);
    return task === undefined ? unknownTask(handle, context, 'some days') : parseArkTask(task);
  }

  /** Looks first: deleting a finished task would delete its record, and a running one cannot be stopped. */
  async cancel(
    handle: ProviderHandle,
    credential: JimengCredential,
    context: CallContext,
  ): Promise<CancelResult> {
    const before = await this.find(handle, credential, context);
    if (before?.status === 'cancelled') return { outcome: 'cancelled' };
    if (before?.status !== 'queued') return { outcome: 'too_late' };
    const { region } = handle;
    const response = await this.call(
      { method: 'DELETE', path: pathOf(handle), credential, region, idempotent: true },
      context,
    );
    const no = arkNo(response);
    if (!no) return { outcome: 'cancelled' };
    if (no.row.error === 'provider_invalid_request') return { outcome: 'too_late' };
    throw failureOf(no, response, secretsOf(credential));
  }

  async check(credential: JimengCredential, context: CallContext): Promise<void> {
    const query = { page_num: 1, page_size: 1 };
    const response = await this.call({ method: 'GET', path: ARK_TASKS, query, credential }, context);
    const no = arkNo(response);
    if (no) throw failureOf(no, response, secretsOf(credential));
    if (!taskOf(response)) throw unreadable(response, SETTING);
  }

  /** `undefined` = Ark itself says that there is no such task; a bare 404 may come from anything in between. */
  private async find(
    handle: ProviderHandle,
    credential: JimengCredential,
    context: CallContext,
  ): Promise<ArkTask | undefined> {
    const { region } = handle;
    const response = await this.call({ method: 'GET', path: pathOf(handle), credential, region }, context);
    if (response.status === NOT_FOUND) {
      if (errorOf(response)?.code !== undefined) return undefined;
      throw unreadable(response, SETTING);
    }
    const no = arkNo(response);
    if (no) throw failureOf(no, response, secretsOf(credential));
    const task = taskOf(response);
    if (!task) throw unreadable(response, SETTING);
    return task;
  }

  private call(call: ArkCall, context: CallContext): Promise<ProviderHttpResponse> {
    const { path, credential, region = this.options.arkBaseUrl, ...rest } = call;
    const { proof } = credential;
    const isOurs = region === this.options.arkBaseUrl || ARK_HOSTS.some((host) => host === region);
    if (proof.way !== 'ark' || !isOurs) {
      throw new GatewayError('credential_gone', {
        message: `The task belongs to ${new URL(region).host}, but ARK_BASE_URL or its key now name something else. Set them back.`,
      });
    }
    const headers = { authorization: `Bearer ${proof.arkApiKey}` };
    return context.http.request({ ...rest, url: `${region}${path}`, headers });
  }
}

const pathOf = ({ id }: ProviderHandle): string => `${ARK_TASKS}/${encodeURIComponent(id)}`;

function taskOf({ json }: ProviderHttpResponse): ArkTask | undefined {
  return typeof json === 'object' && json !== null ? (json as ArkTask) : undefined;
}

const errorOf = (response: ProviderHttpResponse): ArkError | undefined =>
  taskOf(response)?.error ?? undefined;

/** By the code in the body, then by the HTTP status. The error of a failed task comes with a success. */
function arkNo(response: ProviderHttpResponse): VendorNo | undefined {
  const byStatus = httpErrorRow(response.status);
  if (!byStatus) return undefined;
  const { code, message } = errorOf(response) ?? {};
  const row = code === undefined ? undefined : arkErrorRow(code);
  return { row: row ?? byStatus, vendorCode: code, message };
}
