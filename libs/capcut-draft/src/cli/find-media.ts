import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve, sep } from 'node:path';
import type { ResolveMedia } from '../media/prepare-media';
import { isUrl, mediaName } from './media-name';

/** What the applications write instead of the draft's own folder. */
const DRAFT_FOLDER = /^##_draftpath_placeholder_[0-9A-F-]+_##[/\\]/i;

/**
 * Finds the files of a draft on this machine: the draft folder's own, then files of the same name under the draft folder
 * and the given media folders. A path outside these folders is used only when `anywhere` is set.
 */
export function findMedia(
  folder: string,
  options: { mediaDirs: readonly string[]; anywhere: boolean },
): ResolveMedia {
  const roots = [folder, ...options.mediaDirs].map((root) => resolve(root));
  const byName = new Map<string, string>();
  const known = new Set<string>();
  for (const root of roots) {
    for (const path of filesUnder(root)) {
      known.add(path);
      if (!byName.has(basename(path))) byName.set(basename(path), path);
    }
  }
  return ({ path }) => {
    if (path === '') return undefined;
    // Nothing is fetched; a copy of what the address names may lie there.
    if (isUrl(path)) return byName.get(mediaName(path));
    const own = path.replace(DRAFT_FOLDER, '');
    const inDraft = resolve(folder, own.split(/[/\\]/).join(sep));
    if (own !== path && known.has(inDraft)) return inDraft;
    if (options.anywhere && path.startsWith('/')) {
      if (existsSync(path)) return resolve(path);
    }
    if (known.has(resolve(path))) return resolve(path);
    return byName.get(mediaName(path));
  };
}

function filesUnder(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
