import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { callerOf, GatewayError } from '@onereel/core';
import { materialKey } from '../../media-library/stored-material';
import { COVER_FILE } from '../../package/draft-meta-info';
import { packageForClient, type DraftPackage } from '../../package/draft-package';
import type { OpenDraft } from '../../store/draft-repository';
import { DRAFT_ID } from '../../store/draft-row';
import { CAPCUT_DRAFT_DEPENDENCIES, type CapcutDraftDependencies } from '../capcut-draft.dependencies';
import { DraftCovers } from './draft-covers';
import { DraftService } from './draft.service';
import { PendingMedia } from './pending-media';

export interface OpenedFile {
  readonly stream: Readable;
  readonly mediaType: string;
  readonly bytes: number;
}

/** The files of a draft as capcut-mate's desktop client downloads them, made when they are asked for. */
@Injectable()
export class DraftFiles {
  constructor(
    private readonly drafts: DraftService,
    private readonly pending: PendingMedia,
    private readonly covers: DraftCovers,
    @Inject(CAPCUT_DRAFT_DEPENDENCIES) private readonly parts: CapcutDraftDependencies,
  ) {}

  draftId(value: unknown): string {
    if (value === undefined || value === '')
      throw new GatewayError('missing_required_parameter', {
        param: 'query.draft_id',
        message: 'query.draft_id: it is required.',
      });
    if (typeof value === 'string' && /^[\w-]{20,32}$/.test(value)) return value;
    throw new GatewayError('invalid_parameter', {
      param: 'query.draft_id',
      message: 'query.draft_id: it must be 20 to 32 letters and digits, as create_draft gave it.',
    });
  }

  /** Whose draft the request may read: the caller's, or by a valid signature anybody's. */
  async reader(draftId: string, access: unknown, request: IncomingMessage): Promise<string> {
    if (typeof access === 'string' && DRAFT_ID.test(draftId) && this.drafts.address.opens(draftId, access)) {
      const row = await this.parts.store.find(draftId);
      if (row) return row.ownerId;
    }
    return callerOf(request).ownerId;
  }

  async list(draftId: string, ownerId: string): Promise<string[]> {
    const { texts, media } = await this.content(await this.pending.settle(draftId, { ownerId }));
    return [...texts, ...media, { path: COVER_FILE }].map(({ path }) =>
      this.drafts.address.fileUrl(draftId, path),
    );
  }

  async open(draftId: string, ownerId: string, path: string): Promise<OpenedFile> {
    const open = await this.pending.settle(draftId, { ownerId });
    if (path === COVER_FILE) return inMemory(await this.covers.of(open), 'image/jpeg');
    const content = await this.content(open);
    const text = content.texts.find((each) => each.path === path);
    if (text) return inMemory(Buffer.from(text.text), 'application/json; charset=utf-8');
    const medium = content.media.find((each) => each.path === path);
    if (!medium)
      throw new GatewayError('not_found', {
        param: 'path',
        message: 'The draft has no such file; get_draft lists them.',
      });
    const key = materialKey(medium.file.contentId, medium.file.extension);
    const { mediaType, bytes } = await this.parts.artifacts.stat(key);
    return { stream: await this.parts.artifacts.open(key), mediaType, bytes };
  }

  private async content({ row, document }: OpenDraft): Promise<DraftPackage> {
    return packageForClient(document, {
      name: row.name || row.id,
      draftId: row.id,
      createdMs: Date.parse(row.createdAt),
      modifiedMs: Date.parse(row.updatedAt),
      materialsSize: await this.drafts.mediaBytes(document),
    });
  }
}

function inMemory(bytes: Buffer, mediaType: string): OpenedFile {
  return { stream: Readable.from([bytes]), mediaType, bytes: bytes.length };
}
