import type { BodyReader, JsonObject } from '@onereel/core';
import type { FormFile } from '../http/body/form-files';

/** What is to be shown; exactly one of draft id, timeline and archive. */
export interface DraftSource {
  readonly draftId?: string;
  /** Of the draft with that id. */
  readonly revision?: number;
  /** A timeline as the applications write it. */
  readonly draft?: JsonObject;
  /** A zipped draft folder, on local disk until the request is answered. */
  readonly archive?: { readonly path: string };
}

/**
 * @param archives files of a form, where the route takes them
 * @throws GatewayError naming field, reason and cure
 */
export function readSource(reader: BodyReader, archives?: readonly FormFile[]): DraftSource {
  const draftId = reader.text('draft_id', 64);
  const draft = reader.raw('draft');
  const archive = archives && archiveOf(reader, archives);
  const given = [draftId, draft, archive].filter((source) => source !== undefined).length;
  if (given !== 1)
    reader.refuse(
      'draft_id',
      `the id of a draft, or left out with the timeline itself in draft${archives ? ' or a zipped draft folder in the form field file' : ''}`,
      given === 0 ? 'none of them' : 'more than one',
    );
  if (draft !== undefined && (typeof draft !== 'object' || Array.isArray(draft)))
    reader.refuse('draft', 'the timeline as a JSON object (draft_content.json)', typeof draft);
  const revision = reader.number('revision', { min: 1, max: 1e9, integer: true });
  if (draftId === undefined && revision !== undefined)
    reader.refuse('revision', 'left out when the draft itself is sent', String(revision));
  return { draftId, revision, draft: draft as JsonObject | undefined, archive };
}

function archiveOf(reader: BodyReader, files: readonly FormFile[]): DraftSource['archive'] {
  const other = files.find(({ field }) => field !== 'file');
  if (other !== undefined) reader.refuse(other.field, 'left out: the only file is called file', 'a file');
  if (files.length > 1) reader.refuse('file', 'one zipped draft folder', `${files.length} files`);
  const [file] = files;
  return file === undefined ? undefined : { path: file.path };
}
