import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  BoundedCache,
  type DraftDocument,
  DraftService,
  parseDraft,
  PendingMedia,
  PREVIEW_ENCODERS,
  renderPreview,
} from '@onereel/capcut-draft';
import { type Caller, GatewayError } from '@onereel/core';
import { MediaTools } from '../http/media/media-tools';
import { expectWithin, filmSeconds } from './film-length';
import { RenderBench } from './render-bench';
import type { PreviewOrder } from './read-preview';

const CACHE_BYTES = 64 * 1024 * 1024;
const AT_A_TIME = 4;

export interface Preview {
  readonly picture: Buffer;
  /** Names draft, moment and look: the same tag, the same picture. */
  readonly tag: string;
  readonly cached: boolean;
}

/** Draws single frames while the client waits. */
@Injectable()
export class PreviewDesk {
  private readonly cache = new BoundedCache<Buffer>(CACHE_BYTES);
  private running = 0;

  constructor(
    private readonly drafts: DraftService,
    private readonly pending: PendingMedia,
    private readonly tools: MediaTools,
    private readonly bench: RenderBench,
  ) {}

  /** @param signal ends the work when the client is gone */
  async draw(order: PreviewOrder, caller: Caller, signal: AbortSignal): Promise<Preview> {
    await this.expectEncoder(order);
    const document = await this.documentOf(order, caller);
    expectWithin(order.at, filmSeconds(document, {}), 'at');
    const tag = tagOf(document, order);
    const known = this.cache.get(tag);
    if (known !== undefined) return { picture: known, tag, cached: true };
    if (this.running >= AT_A_TIME)
      throw new GatewayError('service_busy', {
        message: `${AT_A_TIME} previews are being drawn already; try again in a moment.`,
        retryAfterSeconds: 1,
      });
    this.running++;
    try {
      return { picture: await this.render(document, order, tag, signal), tag, cached: false };
    } finally {
      this.running--;
    }
  }

  /** A picture with a stand-in for a lost file is not kept: the file may come back. */
  private render(
    document: DraftDocument,
    { at, format, width }: PreviewOrder,
    tag: string,
    signal: AbortSignal,
  ): Promise<Buffer> {
    return this.bench.lend(document, async ({ media, resolveMedia, workDir }) => {
      let complete = true;
      const picture = await renderPreview({
        draft: document,
        media,
        resolveMedia: async (source) => {
          const path = await resolveMedia(source);
          complete &&= path !== undefined;
          return path;
        },
        atSeconds: at,
        format,
        options: { width },
        workDir,
        signal,
      });
      if (complete) this.cache.set(tag, picture, picture.length);
      return picture;
    });
  }

  private async documentOf(order: PreviewOrder, caller: Caller): Promise<DraftDocument> {
    const { draft, draftId = '', revision } = order;
    if (draft !== undefined) return parseDraft(JSON.stringify(draft));
    if (revision !== undefined) return (await this.drafts.open(draftId, caller, revision)).document;
    return (await this.pending.settle(draftId, caller)).document;
  }

  private async expectEncoder({ format }: PreviewOrder): Promise<void> {
    const { encoders, installCommand } = await this.tools.capabilities();
    const encoder = PREVIEW_ENCODERS[format].name;
    if (encoders.has(encoder)) return;
    throw new GatewayError('not_supported', {
      param: 'format',
      message: `FFmpeg on this machine lacks the encoder ${encoder}. Ask for png, or install a full build: ${installCommand}.`,
    });
  }
}

const tagOf = (document: DraftDocument, { at, format, width }: PreviewOrder): string =>
  createHash('sha256')
    .update(JSON.stringify([document, at, format, width ?? null]))
    .digest('hex');
