import { Inject, Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateVideo,
  GatewayError,
  type RequestWarning,
  resolveRequest,
  type VideoInput,
  type VideoRequest,
} from '@onereel/core';
import { type TaskRecord, TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { Admission } from './admission';
import { aliasWarnings, foreignOptions } from './alias-warnings';
import { PromptOptimizer } from './generate/prompt-optimizer';
import { InputStore } from './input-store';
import { ModelRouter, type Route } from './model-router';
import { requestHash } from './request-hash';
import { mergeWarnings } from './task-changes';
import { TaskRecorder } from './task-recorder';

/** From a create call to a stored row. The vendor hears of it later. */
@Injectable()
export class CreateVideoService {
  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    private readonly router: ModelRouter,
    private readonly inputs: InputStore,
    private readonly optimizer: PromptOptimizer,
    private readonly records: TaskRecorder,
    private readonly admission: Admission,
  ) {}

  async create(input: CreateVideo, caller: Caller): Promise<TaskRecord> {
    const original = await this.originalOf(input, caller);
    const route = this.router.route(input.request.model || (original?.model ?? ''));
    this.inputs.checkCallback(input.callbackUrl);
    const id = this.records.nextId();
    const files =
      input.inputs.length === 0 && original !== undefined
        ? await this.inputs.copy(id, original.request.inputs)
        : await this.inputs.keep(id, input.inputs);
    try {
      const record = this.record(id, input, files, { route, caller });
      const result = await this.records.insert(record, claimOf(input, files, caller));
      if (result.id !== id) await this.inputs.discard(files);
      else if (result.execution !== null) this.admission.fill(result.execution);
      return result;
    } catch (error) {
      await this.inputs.discard(files);
      throw error;
    }
  }

  private record(
    id: string,
    input: CreateVideo,
    files: readonly VideoInput[],
    { route, caller }: { route: Route; caller: Caller },
  ): TaskRecord {
    const request: VideoRequest = {
      ...input.request,
      model: input.request.model || route.model.id,
      inputs: files,
    };
    const plan = this.optimizer.plan(request, route.model);
    const resolved = resolveRequest(plan.request, route.model, { strict: input.strict });
    const own = mergeWarnings(dialectWarnings(input), [
      ...plan.warnings,
      ...foreignOptions(request, route),
      ...(route.provider.validate?.(resolved.request, route) ?? []),
    ]);
    if (input.strict === true && own.length > 0) throw strictRefusal(own);
    const { model } = request;
    const { ownerId } = caller;
    return {
      ...this.records.fresh({ ...input, id, kind: 'generate', ownerId, model }),
      request,
      execution: {
        providerId: route.providerId,
        modelId: route.model.id,
        credentialId: route.credentialId,
      },
      applied: { ...resolved.applied, ...plan.applied },
      warnings: mergeWarnings(own, [...resolved.warnings, ...aliasWarnings(route)]),
      remixedFrom: input.remixedFrom ?? null,
    };
  }

  private async originalOf(input: CreateVideo, { ownerId }: Caller): Promise<TaskRecord | undefined> {
    if (input.remixedFrom === undefined) return undefined;
    const task = await this.store.get(input.remixedFrom);
    if (task !== undefined && task.ownerId === ownerId) return task;
    throw new GatewayError('not_found', { message: `There is no video ${input.remixedFrom}.` });
  }
}

function claimOf(
  { idempotencyKey: key, ...input }: CreateVideo,
  files: readonly VideoInput[],
  { ownerId }: Caller,
) {
  return key === undefined ? undefined : { ownerId, key, bodyHash: requestHash(input, files) };
}

const dialectWarnings = ({ warnings = [] }: CreateVideo): readonly RequestWarning[] =>
  warnings.map((warning) => ({ kind: 'compatibility', ...warning }));

const strictRefusal = (warnings: readonly RequestWarning[]): GatewayError =>
  new GatewayError('unsupported_parameter', {
    message: `Strict request refused: ${warnings.map(({ message }) => message).join('; ')}.`,
    param: warnings[0].field,
  });
