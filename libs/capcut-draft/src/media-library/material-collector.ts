import type { ArtifactStore } from '@onereel/core/engine';
import type { MaterialUses } from './material-uses';
import type { MaterialLibrary } from './material-library';
import { factsKey, materialKey } from './stored-material';

/** Shorter is never waited: a request may hold a material this long before its draft refers to it. */
export const SHORTEST_GRACE_MS = 30 * 60_000;
const PAGE = 100;

export interface CollectorParts {
  readonly index: MaterialUses;
  readonly library: Pick<MaterialLibrary, 'find'>;
  readonly artifacts: Pick<ArtifactStore, 'remove'>;
  readonly now: () => number;
  /** Milliseconds a material stays after its last use. */
  readonly graceMs: number;
}

/** Removes materials that no draft uses. */
export class MaterialCollector {
  constructor(private readonly parts: CollectorParts) {}

  /** Gives the number of removed materials. */
  async collect(signal?: AbortSignal): Promise<number> {
    const { index, now, graceMs } = this.parts;
    const unusedSince = now() - Math.max(graceMs, SHORTEST_GRACE_MS);
    let removed = 0;
    for (;;) {
      const page = await index.claim({ unusedSince, now: now(), limit: PAGE });
      for (const contentId of page) {
        if (signal?.aborted) return removed;
        await this.remove(contentId);
        removed++;
      }
      if (page.length < PAGE) return removed;
    }
  }

  /** The facts go first: whoever finds no facts stores the bytes again. */
  private async remove(contentId: string): Promise<void> {
    const { index, library, artifacts, now } = this.parts;
    const known = await library.find(contentId);
    if (known) {
      await artifacts.remove(factsKey(contentId));
      await artifacts.remove(materialKey(contentId, known.extension));
    }
    await index.gone(contentId, now());
  }
}
