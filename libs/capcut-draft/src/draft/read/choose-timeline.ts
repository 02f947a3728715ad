import { isJsonObject } from '../json/json-value';
import { parseJson } from '../json/parse-json';

/** A file of a draft folder or archive: path relative to the draft folder with `/`, modification time in ms if known. */
export interface DraftFile {
  readonly path: string;
  readonly modifiedMs?: number;
}

const ROOT_NAMES = ['draft_content.json', 'draft_info.json'] as const;
const MIRRORS = ['draft_content.json.bak', 'draft_info.json.bak', 'template-2.tmp'] as const;

/**
 * Where to look for the timeline, best first: the main timeline under `Timelines/` unless the root file is newer, then
 * `draft_content.json`, `draft_info.json`, then the mirrors the applications leave. The first that parses is the timeline.
 */
export function timelineCandidates(files: readonly DraftFile[], projectJson?: string): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const root = ROOT_NAMES.filter((name) => byPath.has(name));
  const mirrors = MIRRORS.filter((name) => byPath.has(name));
  const main = mainTimelineId(projectJson);
  const nested = main
    ? ROOT_NAMES.map((name) => `Timelines/${main}/${name}`).filter((path) => byPath.has(path))
    : [];
  const newest = (paths: readonly string[]) =>
    Math.max(0, ...paths.map((path) => byPath.get(path)?.modifiedMs ?? 0));
  const rootIsNewer = newest(root) > newest(nested);
  return rootIsNewer ? [...root, ...nested, ...mirrors] : [...nested, ...root, ...mirrors];
}

function mainTimelineId(projectJson: string | undefined): string | undefined {
  if (projectJson === undefined) return undefined;
  try {
    const project = parseJson(projectJson.replace(/^\uFEFF/, ''));
    const id = isJsonObject(project) ? project.main_timeline_id : undefined;
    return typeof id === 'string' && /^[\w-]{1,64}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** Strips the folder all files of an archive share, so that a zipped draft folder reads like the folder itself. */
export function commonFolder(paths: readonly string[]): string {
  const marker = paths
    .filter((path) => [...ROOT_NAMES, ...MIRRORS].some((name) => path === name || path.endsWith(`/${name}`)))
    .filter((path) => !path.includes('Timelines/') && !path.includes('subdraft/'))
    .sort((a, b) => a.split('/').length - b.split('/').length)[0];
  return marker?.includes('/') ? marker.slice(0, marker.lastIndexOf('/') + 1) : '';
}
