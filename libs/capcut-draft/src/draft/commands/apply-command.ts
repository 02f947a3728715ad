import type { DraftDocument } from '../model/draft-document';
import { DraftEdit } from '../write/draft-edit';
import type { EditContext } from '../write/edit-context';
import { addAudios } from './add-audios';
import { addCaptions } from './add-captions';
import { addClips } from './add-clips';
import { addEffects, addFilters, addSticker } from './add-effects';
import { addKeyframes } from './add-keyframes';
import { addMasks } from './add-masks';
import { removeSegments, settleMedia, updateSegment } from './change-segments';
import type { DraftCommand, EditResult } from './draft-command';
import { NOTHING } from './edit-result';

type Handlers = {
  [K in DraftCommand['kind']]: (
    edit: DraftEdit,
    command: Extract<DraftCommand, { kind: K }>,
    context: EditContext,
  ) => EditResult;
};

const HANDLERS: Handlers = {
  add_clips: addClips,
  add_audios: addAudios,
  add_captions: addCaptions,
  add_effects: addEffects,
  add_filters: addFilters,
  add_masks: addMasks,
  add_keyframes: addKeyframes,
  add_sticker: addSticker,
  remove_segments: removeSegments,
  update_segment: updateSegment,
  settle_media: settleMedia,
  set_document: (edit, command) => {
    edit.setRoot(command.changes);
    return NOTHING;
  },
};

/**
 * Applies one edit. The draft given is not changed; the one returned shares everything the edit did not touch.
 * @throws GatewayError `invalid_parameter`, `not_found`, `conflict` or `catalogue_unknown`, naming the field; nothing is applied then
 */
export function applyCommand(
  draft: DraftDocument,
  command: DraftCommand,
  context: EditContext,
): { readonly draft: DraftDocument; readonly result: EditResult } {
  const edit = new DraftEdit(draft);
  const handler = HANDLERS[command.kind] as (
    edit: DraftEdit,
    command: DraftCommand,
    context: EditContext,
  ) => EditResult;
  const result = handler(edit, command, context);
  return { draft: edit.finish(), result };
}
