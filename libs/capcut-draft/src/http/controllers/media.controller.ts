import type { IncomingMessage } from 'node:http';
import { Body, Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Caller } from '@onereel/core';
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
import { type ResolvedItems, resolveAudios, resolveImages, resolveVideos } from '../service/clip-requests';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { easyMaterialCommands } from '../service/easy-material';
import type { MediaResolver } from '../service/media-resolver';
import { CapcutMateRoute } from './capcut-mate-route.decorator';
import { EditDesk, placedAnswer } from './edit-desk';
import { editRequest, type RouteEdit } from './edit-request';

/** What one add route does with the media it was sent. */
interface MediaOrder<T> {
  resolve(media: MediaResolver, caller: Caller): Promise<ResolvedItems<T>>;
  command(found: Pick<ResolvedItems<T>, 'field' | 'items'>, document: DraftDocument): DraftCommand;
}

@ApiTags('media')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateMediaController {
  constructor(
    private readonly drafts: DraftService,
    private readonly desk: EditDesk,
  ) {}

  @CapcutMateRoute('add_videos', {
    body: CapcutMateAddVideosBody,
    answer: CapcutMateVideosAnswer,
    edits: true,
  })
  addVideos(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddVideosBody, sent);
    return this.place(editRequest(request, body.draft_url, 'add_videos'), 'video_ids', {
      resolve: (media, caller) => resolveVideos(body, media, caller),
      command: (found, document) => ({ kind: 'add_clips', ...found, placement: placementIn(document, body) }),
    });
  }

  @CapcutMateRoute('add_images', {
    body: CapcutMateAddImagesBody,
    answer: CapcutMateImagesAnswer,
    edits: true,
  })
  addImages(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddImagesBody, sent);
    return this.place(editRequest(request, body.draft_url, 'add_images'), 'image_ids', {
      resolve: (media, caller) => resolveImages(body, media, caller),
      command: (found, document) => ({ kind: 'add_clips', ...found, placement: placementIn(document, body) }),
    });
  }

  @CapcutMateRoute('add_audios', {
    body: CapcutMateAddAudiosBody,
    answer: CapcutMateAudiosAnswer,
    edits: true,
  })
  addAudios(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddAudiosBody, sent);
    return this.place(editRequest(request, body.draft_url, 'add_audios'), 'audio_ids', {
      resolve: (media, caller) => resolveAudios(body, media, caller),
      command: (found) => ({ kind: 'add_audios', ...found }),
    });
  }

  @CapcutMateRoute('easy_create_material', {
    body: CapcutMateEasyMaterialBody,
    answer: CapcutMateEditAnswer,
    edits: true,
  })
  async easyCreateMaterial(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateEasyMaterialBody, sent);
    const edit = editRequest(request, body.draft_url, 'easy_create_material');
    await this.drafts.repository.rowOf(edit.draftId, edit.caller.ownerId);
    const commands = await easyMaterialCommands(body, this.drafts.media, edit.caller);
    return (await this.desk.apply(edit, commands)).answer;
  }

  /** Nothing is fetched for a draft that does not exist, and nothing waits for a draft while it is fetched. */
  private async place<T>(edit: RouteEdit, idsName: string, order: MediaOrder<T>): Promise<object> {
    await this.drafts.repository.rowOf(edit.draftId, edit.caller.ownerId);
    const { field, items, warnings } = await order.resolve(this.drafts.media, edit.caller);
    const commands = (document: DraftDocument) => [order.command({ field, items }, document)];
    return placedAnswer(await this.desk.apply(edit, commands, warnings), idsName);
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
