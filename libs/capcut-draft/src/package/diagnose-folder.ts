import { checkDraft, type DraftFinding } from '../draft/check/check-draft';
import { isJsonObject, type JsonObject } from '../draft/json/json-value';
import { parseJson } from '../draft/json/parse-json';
import { stringOr, type DraftDocument } from '../draft/model/draft-document';
import { DRAFT_FOLDER, insideDraft } from '../draft/model/draft-paths';
import { timelineCandidates, type DraftFile } from '../draft/read/choose-timeline';
import { parseDraft } from '../draft/read/parse-draft';
import { checkCover } from './check-cover';
import { checkIndex } from './check-index';

/** A draft folder as it was read: its listing, and the text of its JSON files. */
export interface FolderContent {
  readonly files: readonly DraftFile[];
  readonly texts: ReadonlyMap<string, string | Uint8Array>;
  /** `root_meta_info.json` of the folder around it, when there is one. */
  readonly index?: string;
  /** The first bytes of the cover, when there is one. */
  readonly coverHead?: Uint8Array;
  /** Absolute media paths of the timeline that exist on this machine. */
  readonly existing: ReadonlySet<string>;
}

const MIRRORS = ['draft_info.json', 'draft_content.json.bak', 'draft_info.json.bak', 'template-2.tmp'];

/** Why an application would refuse the folder, hide it, or show clips black. An empty list: nothing found. */
export function diagnoseFolder(content: FolderContent): DraftFinding[] {
  const findings: DraftFinding[] = [];
  const timeline = readTimeline(content, findings);
  if (timeline === undefined) return findings;
  findings.push(...checkDraft(timeline.document));
  checkMirrors(content, timeline.path, findings);
  const bin = checkMeta(content, findings);
  checkMedia(content, timeline.document, bin, findings);
  return findings;
}

interface ReadTimeline {
  readonly path: string;
  readonly document: DraftDocument;
}

function readTimeline(content: FolderContent, findings: DraftFinding[]): ReadTimeline | undefined {
  const project = content.texts.get('Timelines/project.json');
  const candidates = timelineCandidates(content.files, typeof project === 'string' ? project : undefined);
  if (candidates.length === 0)
    findings.push(
      problem(
        'error',
        '.',
        'there is no draft_content.json and no draft_info.json',
        'Choose the folder of one draft, not the folder of all drafts.',
      ),
    );
  for (const path of candidates) {
    const text = content.texts.get(path);
    if (text === undefined) continue;
    try {
      return { path, document: parseDraft(text) };
    } catch (error) {
      findings.push(problem('error', path, (error as Error).message, 'The next copy is tried.'));
    }
  }
  return undefined;
}

function checkMirrors(content: FolderContent, chosen: string, findings: DraftFinding[]): void {
  const main = String(content.texts.get(chosen) ?? '');
  for (const name of MIRRORS) {
    const copy = content.texts.get(name);
    if (name !== chosen && copy !== undefined && String(copy) !== main) {
      findings.push(
        problem(
          'warning',
          name,
          `it differs from ${chosen}, and some versions of the application read it first`,
          'Make the copies equal or delete it while the application is closed.',
        ),
      );
    }
  }
}

/** Ids of the media bin, or `undefined` when there is none to compare with. */
function checkMeta(content: FolderContent, findings: DraftFinding[]): ReadonlySet<string> | undefined {
  const meta = jsonOf(content.texts.get('draft_meta_info.json'));
  if (!meta) {
    findings.push(
      problem(
        'error',
        'draft_meta_info.json',
        'it is missing or unreadable, so the draft has no card in the start window',
        'Install the package again.',
      ),
    );
    return undefined;
  }
  for (const key of ['draft_id', 'draft_name', 'draft_fold_path', 'draft_root_path']) {
    if (stringOr(meta[key], '') === '')
      findings.push(
        problem(
          'warning',
          `draft_meta_info.json: ${key}`,
          'it is empty',
          'Install the package, which fills it in.',
        ),
      );
  }
  findings.push(...checkCover(content, meta), ...checkIndex(content.index, meta));
  const buckets = (Array.isArray(meta.draft_materials) ? meta.draft_materials : []).filter(isJsonObject);
  const entries = buckets
    .filter((bucket) => bucket.type === 0)
    .flatMap((bucket) => (Array.isArray(bucket.value) ? bucket.value.filter(isJsonObject) : []));
  return new Set(entries.map((entry) => stringOr(entry.id, '')));
}

function checkMedia(
  content: FolderContent,
  document: DraftDocument,
  bin: ReadonlySet<string> | undefined,
  findings: DraftFinding[],
): void {
  const present = new Set(content.files.map((file) => file.path));
  for (const kind of ['videos', 'audios']) {
    (document.materials[kind] ?? []).forEach((material, index) => {
      const at = `materials.${kind}[${index}]`;
      const path = stringOr(material.path, '');
      const missing = missingFile(path, present, content.existing);
      if (missing && material.extra_type_option !== 2)
        findings.push(problem('error', at, missing, 'Put the file there or relink it in the application.'));
      const local = stringOr(material.local_material_id, '');
      if (bin && (local === '' || !bin.has(local))) {
        findings.push(
          problem(
            'warning',
            at,
            'the media bin does not list it; recent versions then call it inaccessible',
            'Export the draft again as a package.',
          ),
        );
      }
    });
  }
}

function missingFile(
  path: string,
  present: ReadonlySet<string>,
  existing: ReadonlySet<string>,
): string | undefined {
  if (path === '') return 'it has no file, so the clip is black';
  if (/^https?:/i.test(path)) return 'its path is a web address, which the applications do not load';
  const inside = insideDraft(path);
  if (inside !== undefined) return present.has(inside) ? undefined : `${inside} is not in the draft folder`;
  if (path.startsWith(DRAFT_FOLDER)) return 'its path leads out of the draft folder';
  return existing.has(path) ? undefined : `the file ${path} does not exist on this machine`;
}

function jsonOf(text: string | Uint8Array | undefined): JsonObject | undefined {
  try {
    const parsed =
      text === undefined
        ? undefined
        : parseJson(
            Buffer.from(text)
              .toString('utf8')
              .replace(/^\uFEFF/, ''),
          );
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function problem(severity: DraftFinding['severity'], at: string, what: string, cure: string): DraftFinding {
  return { severity, at, problem: what, cure };
}
