import { isJsonObject, type JsonObject } from '../json/json-value';
import { stringOr, type DraftDocument, type DraftMaterial } from './draft-document';

/** What the applications write for "the folder of this draft". The number is the same in every file. */
export const DRAFT_FOLDER = '##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##';

/** Root key that maps files of an imported draft to the material library; never leaves the service. */
export const FILES_KEY = 'onereel_files';

/** A file of the material library. */
export interface LibraryFile {
  /** 40 hex digits. */
  readonly contentId: string;
  readonly extension: string;
}

const LIBRARY_PATH = /^Resources\/local\/([0-9a-f]{40})\.([a-z0-9]{1,8})$/;

/** What goes into a material's `path` for a file of the library. */
export function libraryPath({ contentId, extension }: LibraryFile): string {
  return `${DRAFT_FOLDER}/Resources/local/${contentId}.${extension}`;
}

/** The part below the draft folder, with `/`, also of `./` paths; `undefined` for paths that lead elsewhere or climb out. */
export function insideDraft(path: string): string | undefined {
  const below = [DRAFT_FOLDER, './'].find((start) => path.startsWith(start));
  if (below === undefined) return undefined;
  const inside = path.slice(below.length).replace(/\\/g, '/').replace(/^\/+/, '');
  return inside === '' || inside.split('/').some((part) => part === '..' || part === '.' || part === '')
    ? undefined
    : inside;
}

export interface DraftFileRef {
  /** Below the draft folder. */
  readonly inside: string;
  readonly file: LibraryFile;
  readonly kind: string;
  readonly material: DraftMaterial;
}

/** The files a timeline uses that the library holds, one row per material. */
export function libraryFiles(draft: DraftDocument): DraftFileRef[] {
  const imported = isJsonObject(draft[FILES_KEY]) ? (draft[FILES_KEY] as JsonObject) : {};
  const refs: DraftFileRef[] = [];
  for (const kind of ['videos', 'audios', 'stickers', 'images']) {
    for (const material of draft.materials[kind] ?? []) {
      const inside = insideDraft(stringOr(material.path, ''));
      const file = inside === undefined ? undefined : libraryFile(inside, imported);
      if (inside !== undefined && file) refs.push({ inside, file, kind, material });
    }
  }
  return refs;
}

function libraryFile(inside: string, imported: JsonObject): LibraryFile | undefined {
  const own = LIBRARY_PATH.exec(inside);
  if (own) return { contentId: own[1] as string, extension: own[2] as string };
  const entry = imported[inside];
  if (!isJsonObject(entry)) return undefined;
  const contentId = stringOr(entry.contentId, '');
  const extension = stringOr(entry.extension, '');
  return /^[0-9a-f]{40}$/.test(contentId) && /^[a-z0-9]{1,8}$/.test(extension)
    ? { contentId, extension }
    : undefined;
}
