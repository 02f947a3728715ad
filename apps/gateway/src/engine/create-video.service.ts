import { Inject, Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateVideo,
  GatewayError,
  type RequestWarning,
  type VideoInput,
  type VideoRequest,
} from '@onereel/core';
import { type TaskRecord, TASK_STORE, type TaskStore } from '@onereel/core/engine';
import { Admission } from './admission';
import { InputStore } from './input-store';
import type { Route } from './model-router';
import { requestHash } from './request-hash';
import { PlaceFinder } from './routing/place-finder';
import { TaskRecorder } from './task-recorder';

/** From a create call to a stored row. The vendor hears of it later. */
@Injectable()
export class CreateVideoService {
  constructor(
    @Inject(TASK_STORE) private readonly store: TaskStore,
    private readonly places: PlaceFinder,
    private readonly inputs: InputStore,
    private readonly records: TaskRecorder,
    private readonly admission: Admission,
  ) {}

  async create(input: CreateVideo, caller: Caller): Promise<TaskRecord> {
    const original = await this.originalOf(input, caller);
    const name = this.places.nameFor(input.request.model || (original?.model ?? ''));
    this.inputs.checkCallback(input.callbackUrl);
    const id = this.records.nextId();
    const files =
      input.inputs.length === 0 && original !== undefined
        ? await this.inputs.copy(id, original.request.inputs)
        : await this.inputs.keep(id, input.inputs);
    try {
      const record = this.record(id, input, files, { name, caller });
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
    { name, caller: { ownerId } }: { name: string; caller: Caller },
  ): TaskRecord {
    const rules = { strict: input.strict === true, warnings: dialectWarnings(input) };
    const requestAt = (route: Route): VideoRequest => ({
      ...input.request,
      model: name || route.model.id,
      inputs: files,
    });
    const { request, ...fitting } = this.places.first(name, requestAt, rules);
    const routing = this.places.routingFor(request.model, rules);
    return {
      ...this.records.fresh({ ...input, id, kind: 'generate', ownerId, model: request.model }),
      request,
      ...fitting,
      ...(routing !== undefined && { routing }),
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
