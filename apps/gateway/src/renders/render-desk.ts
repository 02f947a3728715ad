import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Inject, Injectable } from '@nestjs/common';
import {
  DraftImport,
  DraftService,
  encodersFor,
  gradeDraft,
  type ImportedDraft,
  type OpenDraft,
  PendingMedia,
  pendingTasks,
  PREVIEW_ENCODERS,
} from '@onereel/capcut-draft';
import { type Caller, GatewayError, type RequestWarning, type TaskView } from '@onereel/core';
import { type NewTask, TASK_INTAKE, type TaskIntake } from '@onereel/core/engine';
import { OutsideFiles } from '../engine/outside-files';
import { asPayload, RENDER_KIND, renderModel, type StoredWatermark } from '../drafts/render-payload';
import { RenderRoom } from '../drafts/render-room';
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
    private readonly room: RenderRoom,
    @Inject(TASK_INTAKE) private readonly intake: TaskIntake,
  ) {}

  /** An order that came before under the same key is answered with its render, whatever has changed meanwhile. */
  async take(order: RenderOrder, caller: Caller, idempotencyKey?: string): Promise<TaskView> {
    if (idempotencyKey === undefined) return this.make(order, caller);
    const idempotency = { ownerId: caller.ownerId, key: idempotencyKey, bodyHash: await hashOf(order) };
    return (await this.intake.earlier(idempotency)) ?? this.make(order, caller, idempotency);
  }

  private async make(
    order: RenderOrder,
    caller: Caller,
    idempotency?: NewTask['idempotency'],
  ): Promise<TaskView> {
    await this.room.expectRoom();
    await this.expectEncoders(order);
    if (order.callbackUrl !== undefined) this.outside.post.checkUrl(order.callbackUrl, 'callback_url');
    const watermark = await this.watermarkOf(order, caller);
    const { row, document, warnings = [] } = await this.draftOf(order, caller);
    const sent = order.draftId === undefined;
    const revision = order.revision ?? row.revision;
    const { options, thumbnail } = order;
    try {
      await this.expectFilm(document, order);
      const task = await this.intake.create({
        kind: RENDER_KIND,
        firstStep: RENDER_KIND,
        idPrefix: 'rnd',
        ownerId: caller.ownerId,
        dialect: 'native',
        model: renderModel(row.id),
        payload: asPayload({ draftId: row.id, revision, options, watermark, thumbnail }),
        applied: { draftId: row.id, revision },
        warnings: warnings.map((warning): RequestWarning => ({ kind: 'other', ...warning })),
        callbackUrl: order.callbackUrl,
        externalId: order.externalId,
        metadata: order.metadata,
        idempotency,
      });
      if (sent && task.applied.draftId !== row.id) await this.discard(row.id, caller);
      return task;
    } catch (error) {
      if (sent) await this.discard(row.id, caller);
      throw error;
    }
  }

  private async expectEncoders({ options, thumbnail }: RenderOrder): Promise<void> {
    const { encoders, installCommand } = await this.tools.capabilities();
    const picture = thumbnail && PREVIEW_ENCODERS[thumbnail.format ?? 'jpeg'].name;
    const needed = [...encodersFor(options), ...(picture === undefined ? [] : [picture])];
    const missing = needed.filter((name) => !encoders.has(name));
    if (missing.length === 0) return;
    throw new GatewayError('not_supported', {
      param: options.codec === undefined ? 'format' : 'codec',
      message: `FFmpeg on this machine lacks the encoder ${missing.join(', ')}. Ask for another format, or install a full build: ${installCommand}.`,
    });
  }

  /** What can be known before the work. A strict draft that waits for generated clips is looked at when they are there. */
  private async expectFilm(
    document: OpenDraft['document'],
    { options, thumbnail }: RenderOrder,
  ): Promise<void> {
    const length = filmSeconds(document, options);
    expectWithin(options.startSeconds ?? 0, length, 'range.start');
    expectWithin(thumbnail?.atSeconds ?? 0, length, 'thumbnail.at');
    if (!options.strict || pendingTasks(document).length > 0) return;
    await this.bench.lend(document, (bench) =>
      gradeDraft(document, options, { ...bench, concurrency: PROBES }),
    );
  }

  private async draftOf(
    order: RenderOrder,
    caller: Caller,
  ): Promise<OpenDraft & Partial<Pick<ImportedDraft, 'warnings'>>> {
    if (order.archive !== undefined) return this.importer.fromZipFile(order.archive.path, undefined, caller);
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

/** Of what was sent; the place of an upload is not part of it, its bytes are. */
async function hashOf({ archive, ...order }: RenderOrder): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(order));
  if (archive !== undefined)
    for await (const chunk of createReadStream(archive.path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
