import type { DraftDocument } from '../draft/model/draft-document';
import type { DraftRow } from './draft-store';

interface Kept {
  readonly row: DraftRow;
  readonly document: DraftDocument;
}

/** The drafts used last, bounded by the size of their JSON. */
export class DraftCache {
  private readonly kept = new Map<string, Kept>();
  private size = 0;

  constructor(private readonly limit: number) {}

  get(id: string): Kept | undefined {
    const found = this.kept.get(id);
    if (found) {
      this.kept.delete(id);
      this.kept.set(id, found);
    }
    return found;
  }

  put(row: DraftRow, document: DraftDocument): void {
    this.drop(row.id);
    this.kept.set(row.id, { row, document });
    this.size += weight(row);
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.limit || oldest === row.id) break;
      this.drop(oldest);
    }
  }

  drop(id: string): void {
    const found = this.kept.get(id);
    if (!found) return;
    this.kept.delete(id);
    this.size -= weight(found.row);
  }
}

function weight(row: DraftRow): number {
  return row.snapshotSize + row.patchesSize;
}
