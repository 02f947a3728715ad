import type { IncomingMessage } from 'node:http';
import { Body, Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CapcutMateEffectsAnswer,
  CapcutMateFiltersAnswer,
  CapcutMateKeyframesAnswer,
  CapcutMateMasksAnswer,
  CapcutMateStickerAnswer,
} from '../dto/answer.dto';
import {
  CapcutMateAddEffectsBody,
  CapcutMateAddFiltersBody,
  CapcutMateAddKeyframesBody,
  CapcutMateAddMasksBody,
  CapcutMateAddStickerBody,
} from '../dto/effects.dto';
import { filled } from '../fields/filled';
import { readBody } from '../fields/read-body';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { CapcutMateRoute } from './capcut-mate-route.decorator';
import { EditDesk, placedAnswer } from './edit-desk';
import { editRequest } from './edit-request';

@ApiTags('effects')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateEffectsController {
  constructor(private readonly desk: EditDesk) {}

  @CapcutMateRoute('add_effects', {
    body: CapcutMateAddEffectsBody,
    answer: CapcutMateEffectsAnswer,
    edits: true,
  })
  async addEffects(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddEffectsBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_effects');
    const items = filled('effect_infos', body.effect_infos).map(({ effect_title: title, start, end }) => ({
      title,
      start,
      end,
    }));
    const edited = await this.desk.apply(edit, () => [{ kind: 'add_effects', field: 'effect_infos', items }]);
    return placedAnswer(edited, 'effect_ids');
  }

  @CapcutMateRoute('add_filters', {
    body: CapcutMateAddFiltersBody,
    answer: CapcutMateFiltersAnswer,
    edits: true,
  })
  async addFilters(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddFiltersBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_filters');
    const items = filled('filter_infos', body.filter_infos).map(
      ({ filter_title: title, start, end, intensity }) => ({ title, start, end, intensity }),
    );
    const edited = await this.desk.apply(edit, () => [{ kind: 'add_filters', field: 'filter_infos', items }]);
    return placedAnswer(edited, 'filter_ids');
  }

  @CapcutMateRoute('add_masks', {
    body: CapcutMateAddMasksBody,
    answer: CapcutMateMasksAnswer,
    edits: true,
  })
  async addMasks(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddMasksBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_masks');
    const segmentIds = filled('segment_ids', body.segment_ids);
    const { name, X: x, Y: y, width, height, feather, rotation, invert, roundCorner } = body;
    const mask = { name, x, y, width, height, feather, rotation, invert, roundCorner };
    const { answer, result } = await this.desk.apply(edit, () => [{ kind: 'add_masks', segmentIds, mask }]);
    return {
      ...answer,
      masks_added: result?.count ?? 0,
      affected_segments: segmentIds,
      mask_ids: result?.materialIds ?? [],
    };
  }

  @CapcutMateRoute('add_keyframes', {
    body: CapcutMateAddKeyframesBody,
    answer: CapcutMateKeyframesAnswer,
    edits: true,
  })
  async addKeyframes(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddKeyframesBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_keyframes');
    const items = filled('keyframes', body.keyframes).map(
      ({ segment_id: segmentId, property, offset, value }) => ({ segmentId, property, offset, value }),
    );
    const command = { kind: 'add_keyframes', field: 'keyframes', items } as const;
    const { answer, result } = await this.desk.apply(edit, () => [command]);
    return {
      ...answer,
      keyframes_added: result?.count ?? 0,
      affected_segments: result?.materialIds ?? [],
    };
  }

  @CapcutMateRoute('add_sticker', {
    body: CapcutMateAddStickerBody,
    answer: CapcutMateStickerAnswer,
    edits: true,
  })
  async addSticker(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddStickerBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_sticker');
    const { sticker_id: stickerId, start, end, scale } = body;
    const { answer, result } = await this.desk.apply(edit, (document) => {
      const place = DraftService.placeIn(document, body.transform_x, body.transform_y);
      return [
        {
          kind: 'add_sticker',
          stickerId,
          start,
          end,
          placement: { alpha: 1, scaleX: scale, scaleY: scale, ...place },
        },
      ];
    });
    const segment = result?.segments[0];
    return {
      ...answer,
      sticker_id: stickerId,
      track_id: segment?.trackId ?? '',
      segment_id: segment?.id ?? '',
      duration: segment ? segment.end - segment.start : 0,
    };
  }
}
