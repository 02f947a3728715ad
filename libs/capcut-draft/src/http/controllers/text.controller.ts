import type { IncomingMessage } from 'node:http';
import { Body, Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AddCaptions, DraftCommand, DraftWarning } from '../../draft/commands/draft-command';
import type { DraftDocument } from '../../draft/model/draft-document';
import { CapcutMateCaptionsAnswer } from '../dto/answer.dto';
import { CapcutMateTextStyleAnswer } from '../dto/list-answers.dto';
import {
  CapcutMateAddCaptionsBody,
  CapcutMateImportCaptionsBody,
  type CapcutMateTextStyleBody,
  CapcutMateTextStyleMakerBody,
} from '../dto/text.dto';
import { readBody } from '../fields/read-body';
import { captionsOf, importedCaptionsOf } from '../service/caption-requests';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { makeTextStyle } from '../service/text-style';
import { CapcutMateRoute } from './capcut-mate-route.decorator';
import { EditDesk, placedAnswer } from './edit-desk';
import { editRequest } from './edit-request';

type Captions = Pick<AddCaptions, 'field' | 'items' | 'style'> & {
  readonly warnings: readonly DraftWarning[];
};

@ApiTags('text')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateTextController {
  constructor(private readonly desk: EditDesk) {}

  @CapcutMateRoute('add_captions', {
    body: CapcutMateAddCaptionsBody,
    answer: CapcutMateCaptionsAnswer,
    edits: true,
  })
  addCaptions(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateAddCaptionsBody, sent);
    return this.place('add_captions', body, () => captionsOf(body), request);
  }

  @CapcutMateRoute('import_captions', {
    body: CapcutMateImportCaptionsBody,
    answer: CapcutMateCaptionsAnswer,
    edits: true,
  })
  importCaptions(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const body = readBody(CapcutMateImportCaptionsBody, sent);
    return this.place('import_captions', body, () => importedCaptionsOf(body), request);
  }

  @CapcutMateRoute('add_text_style', {
    body: CapcutMateTextStyleMakerBody,
    answer: CapcutMateTextStyleAnswer,
  })
  addTextStyle(@Body() sent: unknown): object {
    return { text_style: makeTextStyle(readBody(CapcutMateTextStyleMakerBody, sent)) };
  }

  private async place(
    route: string,
    body: CapcutMateTextStyleBody,
    read: () => Captions,
    request: IncomingMessage,
  ): Promise<object> {
    const edit = editRequest(request, body.draft_url, route);
    const { field, items, style, warnings } = read();
    const commands = (document: DraftDocument): DraftCommand[] => {
      const place = DraftService.placeIn(document, body.transform_x, body.transform_y);
      const placement = { alpha: 1, scaleX: body.scale_x, scaleY: body.scale_y, ...place };
      return [{ kind: 'add_captions', field, items, style, placement }];
    };
    return placedAnswer(await this.desk.apply(edit, commands, warnings), 'text_ids');
  }
}
