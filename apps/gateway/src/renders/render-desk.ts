import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  DraftImport,
  DraftService,
  encodersFor,
  gradeDraft,
  type OpenDraft,
  PendingMedia,
  pendingTasks,
} from '@onereel/capcut-draft';
import { type Caller, GatewayError, type JsonObject, type TaskView } from '@onereel/core';
import { TASK_INTAKE, type TaskIntake } from '@onereel/core/engine';
import { OutsideFiles } from '../engine/outside-files';
import { asPayload, RENDER_KIND, renderModel, type StoredWatermark } from '../drafts/render-payload';
import { MediaTools } from '../http/media/media-tools';
import { expectWithin, filmSeconds } from './film-length';
import type { RenderOrder } from './read-render';
import { RenderBench } from './render-bench';

const PROBES = 4;

/** Takes orders for films: checks them against the draft and this machine, then hands them to the engine. */
@Injectable()
export class RenderDesk {
  constructor(
    private readonly drafts: DraftService,
    private readonly importer: DraftImport,
    private readonly pending: PendingMedia,
    private readonly tools: MediaTools,
    private readonly outside: OutsideFiles,
    private readonly bench: RenderBench,
    @Inject(TASK_INTAKE) private readonly intake: TaskIntake,
  ) {}

  async take(order: RenderOrder, caller: Caller, idempotencyKey?: string): Promise<TaskView> {
    await this.expectEncoders(order);
    if (order.callbackUrl !== undefined) this.outside.post.checkUrl(order.callbackUrl, 'callback_url');
    const watermark = await this.watermarkOf(order, caller);
    const { row, document } = await this.draftOf(order, caller);
    const revision = order.revision ?? row.revision;
    try {
      await this.expectFilm(document, order);
      const task = await this.intake.create({
        kind: RENDER_KIND,
        firstStep: RENDER_KIND,
        idPrefix: 'rnd',
        ownerId: caller.ownerId,
        dialect: 'native',
        model: renderModel(row.id),
        payload: asPayload({ draftId: row.id, revision, options: order.options, watermark }),
        applied: { draftId: row.id, revision },
        callbackUrl: order.callbackUrl,
        externalId: order.externalId,
        metadata: order.metadata,
        ...(idempotencyKey !== undefined && {
          idempotency: { key: idempotencyKey, bodyHash: hashOf(order) },
        }),
      });
      if (order.draft !== undefined && task.applied.draftId !== row.id) await this.discard(row.id, caller);
      return task;
    } catch (error) {
      if (order.draft !== undefined) await this.discard(row.id, caller);
      throw error;
    }
  }

  private async expectEncoders({ options }: RenderOrder): Promise<void> {
    const { encoders, installCommand } = await this.tools.capabilities();
    const missing = encodersFor(options).filter((name) => !encoders.has(name));
    if (missing.length === 0) return;
    throw new GatewayError('not_supported', {
      param: options.codec === undefined ? 'format' : 'codec',
      message: `FFmpeg on this machine lacks the encoder ${missing.join(', ')}. Ask for another format, or install a full build: ${installCommand}.`,
    });
  }

  /** What can be known before the work. A strict draft that waits for generated clips is looked at when they are there. */
  private async expectFilm(document: OpenDraft['document'], { options }: RenderOrder): Promise<void> {
    expectWithin(options.startSeconds ?? 0, filmSeconds(document, options), 'range.start');
    if (!options.strict || pendingTasks(document).length > 0) return;
    await this.bench.lend(document, (bench) =>
      gradeDraft(document, options, { ...bench, concurrency: PROBES }),
    );
  }

  private async draftOf(order: RenderOrder, caller: Caller): Promise<OpenDraft> {
    if (order.draft !== undefined)
      return this.importer.fromJson(JSON.stringify(order.draft), undefined, caller);
    const draftId = order.draftId ?? '';
    if (order.revision !== undefined) return this.drafts.open(draftId, caller, order.revision);
    return this.pending.settle(draftId, caller);
  }

  private async watermarkOf(
    { watermark }: RenderOrder,
    caller: Caller,
  ): Promise<StoredWatermark | undefined> {
    if (watermark === undefined) return undefined;
    const { image: url, ...look } = watermark;
    if (url === undefined) return look;
    const wanted = { url, field: 'watermark.image', accept: ['image' as const] };
    const { path } = await this.drafts.media.resolve(wanted, caller);
    const file = /([0-9a-f]{40})\.([a-z0-9]{1,8})$/.exec(path);
    if (!file)
      throw new GatewayError('not_ready', {
        param: 'watermark.image',
        message:
          'watermark.image: the task has no result yet. Wait for it, or send the address of a picture.',
      });
    return { ...look, image: { contentId: file[1], extension: file[2] } };
  }

  private async discard(draftId: string, { ownerId }: Caller): Promise<void> {
    await this.drafts.repository.remove(draftId, ownerId);
  }
}

const hashOf = (order: RenderOrder): string =>
  createHash('sha256')
    .update(JSON.stringify(order as unknown as JsonObject))
    .digest('hex');
