import type { IncomingMessage } from 'node:http';
import { Body, Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GatewayError } from '@onereel/core';
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
import { readBody } from '../fields/read-body';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { TipUrl } from '../service/tip-url';
import { CapcutMateRoute } from './capcut-mate-route.decorator';
import { editAnswer, editRequest, materialIds, placedAnswer } from './edit-request';

@ApiTags('effects')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateEffectsController {
  constructor(
    private readonly drafts: DraftService,
    private readonly tip: TipUrl,
  ) {}

  @CapcutMateRoute('add_effects', {
    summary: 'Add scene and character effects',
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
    const outcome = await this.drafts.edit(edit, () => [
      { kind: 'add_effects', field: 'effect_infos', items },
    ]);
    const [result] = outcome.results;
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome),
      ...placedAnswer(result),
      effect_ids: materialIds(result),
    };
  }

  @CapcutMateRoute('add_filters', {
    summary: 'Add filters',
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
    const outcome = await this.drafts.edit(edit, () => [
      { kind: 'add_filters', field: 'filter_infos', items },
    ]);
    const [result] = outcome.results;
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome),
      ...placedAnswer(result),
      filter_ids: materialIds(result),
    };
  }

  @CapcutMateRoute('add_masks', {
    summary: 'Mask clips and pictures',
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
    const outcome = await this.drafts.edit(edit, () => [{ kind: 'add_masks', segmentIds, mask }]);
    const [result] = outcome.results;
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome),
      masks_added: result?.count ?? 0,
      affected_segments: segmentIds,
      mask_ids: result?.materialIds ?? [],
    };
  }

  @CapcutMateRoute('add_keyframes', {
    summary: 'Animate segments',
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
    const outcome = await this.drafts.edit(edit, () => [
      { kind: 'add_keyframes', field: 'keyframes', items },
    ]);
    const [result] = outcome.results;
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome),
      keyframes_added: result?.count ?? 0,
      affected_segments: result?.materialIds ?? [],
    };
  }

  @CapcutMateRoute('add_sticker', {
    summary: 'Add a sticker',
    body: CapcutMateAddStickerBody,
    answer: CapcutMateStickerAnswer,
    edits: true,
  })
  async addSticker(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddStickerBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_sticker');
    const { sticker_id: stickerId, start, end, scale } = body;
    const outcome = await this.drafts.edit(edit, (document) => {
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
    const segment = outcome.results[0]?.segments[0];
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome),
      sticker_id: stickerId,
      track_id: segment?.trackId ?? '',
      segment_id: segment?.id ?? '',
      duration: segment ? segment.end - segment.start : 0,
    };
  }
}

function filled<T>(param: string, list: readonly T[] | undefined): readonly T[] {
  if (list && list.length > 0) return list;
  throw new GatewayError('invalid_parameter', {
    param,
    message: `${param}: it is missing or empty; send at least one item.`,
  });
}
