import type { IncomingMessage } from 'node:http';
import { Body, Controller, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf } from '@onereel/core';
import { CapcutMateDurationAnswer, CapcutMateTimelinesAnswer } from '../dto/list-answers.dto';
import { CapcutMateAudioDurationBody, CapcutMateAudioTimelinesBody } from '../dto/media.dto';
import { readBody } from '../fields/read-body';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { DraftService } from '../service/draft.service';
import { backToBack } from '../service/generate-timelines';
import { CapcutMateRoute } from './capcut-mate-route.decorator';

@ApiTags('generators')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateProbeController {
  constructor(private readonly drafts: DraftService) {}

  @CapcutMateRoute('get_audio_duration', {
    body: CapcutMateAudioDurationBody,
    answer: CapcutMateDurationAnswer,
  })
  async getAudioDuration(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const { mp3_url: url } = readBody(CapcutMateAudioDurationBody, sent);
    const found = await this.drafts.media.resolve(
      { url, field: 'mp3_url', accept: ['audio', 'video'] },
      callerOf(request),
    );
    return { duration: found.duration };
  }

  @CapcutMateRoute('audio_timelines', {
    body: CapcutMateAudioTimelinesBody,
    answer: CapcutMateTimelinesAnswer,
  })
  async audioTimelines(@Body() sent: unknown, @Req() request: IncomingMessage): Promise<object> {
    const { links } = readBody(CapcutMateAudioTimelinesBody, sent);
    const wanted = links.map((url, i) => ({
      url,
      field: `links[${i}]`,
      accept: ['audio', 'video'] as const,
    }));
    const found = await this.drafts.media.resolveAll(wanted, callerOf(request));
    return backToBack(found.map((medium) => medium.duration));
  }
}
