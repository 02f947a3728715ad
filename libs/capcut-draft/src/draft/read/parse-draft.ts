import { DraftFormatError } from '../draft-format-error';
import { standIn } from '../json/added-container';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value';
import { parseJson } from '../json/parse-json';
import { printJson } from '../json/print-json';
import type { DraftDocument } from '../model/draft-document';

/** Largest timeline file read: 100 MB would be a draft of some 50,000 segments. */
export const MAX_DRAFT_BYTES = 100_000_000;

const ENCRYPTED =
  'The timeline is encrypted, as JianYing 6 and later save it. Save it with JianYing 5.9 or older, edit it in CapCut ' +
  '(which saves plain JSON), or rebuild it from a "Combination" preset, whose folder keeps a plain document.';

/**
 * Reads a timeline of any generation without loss: unknown keys, key order and number spelling survive `printDraft`.
 * @throws DraftFormatError encrypted, not JSON, not a draft, too large, too deep, or a forbidden key
 */
export function parseDraft(source: string | Uint8Array, maxBytes = MAX_DRAFT_BYTES): DraftDocument {
  if (source.length > maxBytes) {
    throw new DraftFormatError(
      'too_large',
      `The timeline has ${source.length} bytes; at most ${maxBytes} are read.`,
    );
  }
  const text = typeof source === 'string' ? source.replace(/^\uFEFF/, '') : decode(source);
  if (!/^\s*[[{]/.test(text)) throw unreadable(text);
  const root = parseJson(text);
  if (!isJsonObject(root)) throw notADraft('the top level is a list');
  return asDraft(root);
}

/** The document as the applications store it: compact UTF-8 JSON. */
export function printDraft(draft: DraftDocument): string {
  return printJson(draft);
}

/** Checks the shape the other readers lean on. Missing containers are added, unseen by `printDraft` until they are filled. */
export function asDraft(root: JsonObject): DraftDocument {
  if (root.tracks === undefined && root.materials === undefined)
    throw notADraft('it has neither "tracks" nor "materials"');
  const draft: JsonObject = { ...root };
  draft.tracks ??= standIn([], draft.tracks);
  draft.materials ??= standIn({}, draft.materials);
  if (!isJsonObject(draft.canvas_config)) draft.canvas_config = standIn({}, draft.canvas_config);
  checkTracks(draft.tracks);
  checkMaterials(draft.materials);
  return draft as DraftDocument;
}

function checkTracks(tracks: JsonValue): void {
  if (!Array.isArray(tracks)) throw notADraft('"tracks" is not a list');
  tracks.forEach((track, index) => {
    if (!isJsonObject(track)) throw notADraft(`tracks[${index}] is not an object`);
    track.segments ??= standIn([], track.segments);
    if (!Array.isArray(track.segments) || !track.segments.every(isJsonObject)) {
      throw notADraft(`tracks[${index}].segments is not a list of objects`);
    }
  });
}

function checkMaterials(materials: JsonValue): void {
  if (!isJsonObject(materials)) throw notADraft('"materials" is not an object');
  for (const [kind, list] of Object.entries(materials)) {
    if (list === null) materials[kind] = standIn([], null);
    else if (!Array.isArray(list) || !list.every(isJsonObject))
      throw notADraft(`materials.${kind} is not a list of objects`);
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new DraftFormatError('encrypted', ENCRYPTED);
  }
}

function unreadable(text: string): DraftFormatError {
  const trimmed = text.trim();
  if (trimmed === '')
    return new DraftFormatError(
      'not_json',
      'The timeline file is empty; try its .bak or template-2.tmp copy.',
    );
  return new DraftFormatError('encrypted', ENCRYPTED);
}

function notADraft(why: string): DraftFormatError {
  return new DraftFormatError('not_a_draft', `The JSON is not a CapCut or JianYing timeline: ${why}.`);
}
