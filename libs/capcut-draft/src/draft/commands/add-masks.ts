import { GatewayError } from '@onereel/core';
import { numberOr } from '../model/draft-document';
import { segmentFacts } from '../read/segment-facts';
import { DraftEdit } from '../write/draft-edit';
import type { EditContext } from '../write/edit-context';
import { newMask } from '../write/new-mask';
import type { AddMasks, EditResult } from './draft-command';

const MASK_KINDS = ['masks', 'common_mask'];

/** One mask for several clips. A clip that has one keeps it, and its id is reported. */
export function addMasks(edit: DraftEdit, command: AddMasks, context: EditContext): EditResult {
  const entry = context.find('masks', command.mask.name, 'name');
  const materialIds = command.segmentIds.map((segmentId, index) => {
    const place = edit.findSegment(segmentId);
    const param = `segment_ids[${index}]`;
    if (!place)
      throw new GatewayError('not_found', {
        param,
        message: `${param}: the draft has no segment ${segmentId}.`,
      });
    if (place.track.type !== 'video') {
      throw new GatewayError('conflict', {
        param,
        message: `${param}: masks apply to pictures and clips, this is a ${place.track.type} segment.`,
      });
    }
    const facts = segmentFacts(place.segment);
    const present = facts.refs.find((ref) => MASK_KINDS.includes(edit.findMaterial(ref)?.kind ?? ''));
    if (present) return present;
    const medium = edit.findMaterial(facts.materialId)?.material;
    const size = {
      width: Math.max(1, numberOr(medium?.width, 1)),
      height: Math.max(1, numberOr(medium?.height, 1)),
    };
    const mask = edit.addMaterial('masks', newMask(context.newId(), { ...command.mask, entry }, size));
    edit.replaceSegment(place, { extra_material_refs: [...facts.refs, mask.id] });
    return mask.id;
  });
  return { segments: [], materialIds, count: materialIds.length, warnings: [] };
}
