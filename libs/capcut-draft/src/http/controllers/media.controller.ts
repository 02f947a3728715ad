import type { IncomingMessage } from 'node:http';
import { Body, Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf } from '@onereel/core';
import type { DraftCommand } from '../../draft/commands/draft-command';
import type { DraftDocument } from '../../draft/model/draft-document';
import type { Placement } from '../../draft/write/new-segment';
import {
  CapcutMateAudiosAnswer,
  CapcutMateEditAnswer,
  CapcutMateImagesAnswer,
  CapcutMateVideosAnswer,
} from '../dto/answer.dto';
import {
  CapcutMateAddAudiosBody,
  CapcutMateAddImagesBody,
  CapcutMateAddVideosBody,
  CapcutMateEasyMaterialBody,
} from '../dto/media.dto';
import type { CapcutMatePlacementBody } from '../dto/placement.dto';
import { readBody } from '../fields/read-body';
import { resolveAudios, resolveImages, resolveVideos } from '../service/clip-requests';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { easyMaterialCommands } from '../service/easy-material';
import { TipUrl } from '../service/tip-url';
import { CapcutMateRoute } from './capcut-mate-route.decorator';
import { editAnswer, editRequest, materialIds, placedAnswer } from './edit-request';

@ApiTags('media')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateMediaController {
  constructor(
    private readonly drafts: DraftService,
    private readonly tip: TipUrl,
  ) {}

  @CapcutMateRoute('add_videos', {
    summary: 'Add clips',
    body: CapcutMateAddVideosBody,
    answer: CapcutMateVideosAnswer,
    edits: true,
  })
  async addVideos(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddVideosBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_videos');
    await this.drafts.repository.rowOf(edit.draftId, edit.caller.ownerId);
    const { field, items, warnings } = await resolveVideos(body, this.drafts.media, edit.caller);
    const outcome = await this.drafts.edit(edit, (document) => [
      { kind: 'add_clips', field, items, placement: placementIn(document, body) },
    ]);
    const [result] = outcome.results;
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome, warnings),
      ...placedAnswer(result),
      video_ids: materialIds(result),
    };
  }

  @CapcutMateRoute('add_images', {
    summary: 'Add pictures',
    body: CapcutMateAddImagesBody,
    answer: CapcutMateImagesAnswer,
    edits: true,
  })
  async addImages(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddImagesBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_images');
    await this.drafts.repository.rowOf(edit.draftId, edit.caller.ownerId);
    const { field, items, warnings } = await resolveImages(body, this.drafts.media, edit.caller);
    const outcome = await this.drafts.edit(edit, (document) => [
      { kind: 'add_clips', field, items, placement: placementIn(document, body) },
    ]);
    const [result] = outcome.results;
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome, warnings),
      ...placedAnswer(result),
      image_ids: materialIds(result),
    };
  }

  @CapcutMateRoute('add_audios', {
    summary: 'Add sounds with volume and fades',
    body: CapcutMateAddAudiosBody,
    answer: CapcutMateAudiosAnswer,
    edits: true,
  })
  async addAudios(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddAudiosBody, sent);
    const edit = editRequest(request, body.draft_url, 'add_audios');
    await this.drafts.repository.rowOf(edit.draftId, edit.caller.ownerId);
    const { field, items, warnings } = await resolveAudios(body, this.drafts.media, edit.caller);
    const outcome = await this.drafts.edit(edit, () => [{ kind: 'add_audios', field, items }]);
    const [result] = outcome.results;
    return {
      ...editAnswer(body.draft_url, this.tip.value, outcome, warnings),
      ...placedAnswer(result),
      audio_ids: materialIds(result),
    };
  }

  @CapcutMateRoute('easy_create_material', {
    summary: 'Add one of each from the beginning',
    body: CapcutMateEasyMaterialBody,
    answer: CapcutMateEditAnswer,
    edits: true,
  })
  async easyCreateMaterial(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateEasyMaterialBody, sent);
    const edit = editRequest(request, body.draft_url, 'easy_create_material');
    await this.drafts.repository.rowOf(edit.draftId, callerOf(request).ownerId);
    const commands: (document: DraftDocument) => DraftCommand[] = await easyMaterialCommands(
      body,
      this.drafts.media,
      edit.caller,
    );
    return editAnswer(body.draft_url, this.tip.value, await this.drafts.edit(edit, commands));
  }
}

function placementIn(document: DraftDocument, body: CapcutMatePlacementBody): Placement {
  return {
    alpha: body.alpha,
    scaleX: body.scale_x,
    scaleY: body.scale_y,
    ...DraftService.placeIn(document, body.transform_x, body.transform_y),
  };
}
