import { join } from 'node:path';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { pruneCache } from '@onereel/capcut-draft';
import { CACHE_FOLDER, ENGINE_SETTINGS, type EngineSettings } from '../engine/engine-settings';

/** Finished pieces of renders, kept up to a size. Nothing is removed while a render is at work with them. */
@Injectable()
export class RenderCache {
  private readonly logger = new Logger('Drafts');
  private readonly folder: string;
  private users = 0;
  private pruning: Promise<void> = Promise.resolve();

  constructor(@Inject(ENGINE_SETTINGS) private readonly settings: EngineSettings) {
    this.folder = join(settings.workDir, CACHE_FOLDER);
  }

  async use<T>(work: (folder: string) => Promise<T>): Promise<T> {
    this.users++;
    try {
      await this.pruning;
      return await work(this.folder);
    } finally {
      this.users--;
      if (this.users === 0) this.pruning = this.prune();
    }
  }

  /** Forgets what was not used for the longest time. Never fails: a cache that is too large is no reason to stop. */
  async prune(): Promise<void> {
    // Other processes may be at work in a shared store's folder.
    if (this.settings.sharedStore) return;
    try {
      await pruneCache(this.folder, this.settings.render.cacheBytes);
    } catch (error) {
      this.logger.warn({ msg: 'old pieces of renders could not be removed', error: String(error) });
    }
  }
}
