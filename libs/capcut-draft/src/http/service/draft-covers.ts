import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { lendMedia } from '../../media-library/lend-media';
import { Slots } from '../../media-library/slots';
import { blankCover, drawCover } from '../../render/draw-cover';
import { BoundedCache } from '../../store/bounded-cache';
import type { OpenDraft } from '../../store/draft-repository';
import { CAPCUT_DRAFT_DEPENDENCIES, type CapcutDraftDependencies } from '../capcut-draft.dependencies';
import { DraftService } from './draft.service';

const CACHE_BYTES = 32 * 1024 ** 2;
const AT_A_TIME = 2;

/** The picture of a draft in the applications' start window: drawn when somebody takes it, once per revision. */
@Injectable()
export class DraftCovers {
  private readonly log = new Logger('Drafts');
  private readonly drawn = new BoundedCache<Buffer>(CACHE_BYTES);
  private readonly underWay = new Map<string, Promise<Buffer>>();
  private readonly slots = new Slots(AT_A_TIME);

  constructor(
    private readonly drafts: DraftService,
    @Inject(CAPCUT_DRAFT_DEPENDENCIES) private readonly parts: CapcutDraftDependencies,
  ) {}

  /** A JPEG. */
  of(open: OpenDraft): Promise<Buffer> {
    const key = `${open.row.id}:${open.row.revision}`;
    const known = this.drawn.get(key);
    if (known) return Promise.resolve(known);
    const drawing =
      this.underWay.get(key) ??
      this.slots.run(() => this.draw(open, key)).finally(() => this.underWay.delete(key));
    this.underWay.set(key, drawing);
    return drawing;
  }

  /** No draft is kept back for the sake of its cover: what cannot be drawn gets the empty canvas, and is tried again next time. */
  private async draw({ row, document }: OpenDraft, key: string): Promise<Buffer> {
    const files = lendMedia(document, this.parts.artifacts);
    try {
      const picture = await drawCover({
        draft: document,
        media: this.parts.media,
        resolveMedia: files.resolve,
        workDir: join(this.parts.tempDir, this.drafts.newId()),
      });
      this.drawn.set(key, picture, picture.length);
      return picture;
    } catch (error) {
      this.log.warn({ msg: 'the cover of a draft cannot be drawn', draft: row.id, error: String(error) });
      return blankCover(document);
    } finally {
      await files.release();
    }
  }
}
