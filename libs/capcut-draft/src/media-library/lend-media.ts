import { GatewayError } from '@onereel/core';
import type { ArtifactStore } from '@onereel/core/engine';
import type { DraftDocument } from '../draft/model/draft-document';
import { insideDraft, libraryFiles } from '../draft/model/draft-paths';
import type { ResolveMedia } from '../media/prepare-media';
import { materialKey } from './stored-material';

export interface LentMedia {
  readonly resolve: ResolveMedia;
  release(): Promise<void>;
}

/** Local copies of the files a draft uses, lent for one render. Files the library does not hold stay unresolved. */
export function lendMedia(document: DraftDocument, artifacts: ArtifactStore): LentMedia {
  const keys = new Map(
    libraryFiles(document).map(({ inside, file }) => [inside, materialKey(file.contentId, file.extension)]),
  );
  const lent = new Map<string, ReturnType<ArtifactStore['local']>>();
  const resolve: ResolveMedia = async ({ path }) => {
    const key = keys.get(insideDraft(path) ?? path);
    if (key === undefined) return undefined;
    const local = lent.get(key) ?? artifacts.local(key);
    lent.set(key, local);
    return (await local.catch(orMissing))?.path;
  };
  const release = async (): Promise<void> => {
    for (const local of lent.values()) await (await local.catch(orMissing))?.release();
  };
  return { resolve, release };
}

function orMissing(error: unknown): undefined {
  if (GatewayError.isInstance(error) && error.code === 'not_found') return undefined;
  throw error;
}
