import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CapcutMateAudioInfosBody,
  CapcutMateCaptionInfosBody,
  CapcutMateEffectInfosBody,
  CapcutMateFilterInfosBody,
  CapcutMateImageInfosBody,
  CapcutMateKeyframesInfosBody,
  CapcutMateOutputBody,
  CapcutMateOutputsBody,
  CapcutMateStringBody,
  CapcutMateStringListBody,
  CapcutMateTimelinesBody,
  CapcutMateVideoInfosBody,
} from '../dto/generators.dto';
import {
  CapcutMateInfosAnswer,
  CapcutMateKeyframesInfosAnswer,
  CapcutMateOutputAnswer,
  CapcutMateOutputsAnswer,
  CapcutMateTextsAnswer,
  CapcutMateTimelinesAnswer,
} from '../dto/list-answers.dto';
import { readBody } from '../fields/read-body';
import { CAPCUT_MATE_PREFIX } from '../service/draft-address';
import { generateInfos } from '../service/generate-infos';
import { cutTimelines } from '../service/generate-timelines';
import { CapcutMateRoute } from './capcut-mate-route.decorator';

/** Routes that touch no draft: they prepare lists for no-code tools. */
@ApiTags('generators')
@Controller(CAPCUT_MATE_PREFIX)
export class CapcutMateGeneratorsController {
  @CapcutMateRoute('timelines', {
    body: CapcutMateTimelinesBody,
    answer: CapcutMateTimelinesAnswer,
  })
  timelines(@Body() sent: unknown): object {
    const { duration, num, start, type } = readBody(CapcutMateTimelinesBody, sent);
    return cutTimelines(duration, num, start, type === 0);
  }

  @CapcutMateRoute('audio_infos', {
    body: CapcutMateAudioInfosBody,
    answer: CapcutMateInfosAnswer,
  })
  audioInfos(@Body() sent: unknown): object {
    return { infos: generateInfos.audio(readBody(CapcutMateAudioInfosBody, sent)) };
  }

  @CapcutMateRoute('video_infos', {
    body: CapcutMateVideoInfosBody,
    answer: CapcutMateInfosAnswer,
  })
  videoInfos(@Body() sent: unknown): object {
    return { infos: generateInfos.video(readBody(CapcutMateVideoInfosBody, sent)) };
  }

  @CapcutMateRoute('imgs_infos', {
    body: CapcutMateImageInfosBody,
    answer: CapcutMateInfosAnswer,
  })
  imageInfos(@Body() sent: unknown): object {
    return { infos: generateInfos.image(readBody(CapcutMateImageInfosBody, sent)) };
  }

  @CapcutMateRoute('caption_infos', {
    body: CapcutMateCaptionInfosBody,
    answer: CapcutMateInfosAnswer,
  })
  captionInfos(@Body() sent: unknown): object {
    return { infos: generateInfos.caption(readBody(CapcutMateCaptionInfosBody, sent)) };
  }

  @CapcutMateRoute('effect_infos', {
    body: CapcutMateEffectInfosBody,
    answer: CapcutMateInfosAnswer,
  })
  effectInfos(@Body() sent: unknown): object {
    return { infos: generateInfos.effect(readBody(CapcutMateEffectInfosBody, sent)) };
  }

  @CapcutMateRoute('filter_infos', {
    body: CapcutMateFilterInfosBody,
    answer: CapcutMateInfosAnswer,
  })
  filterInfos(@Body() sent: unknown): object {
    return { infos: generateInfos.filter(readBody(CapcutMateFilterInfosBody, sent)) };
  }

  @CapcutMateRoute('keyframes_infos', {
    body: CapcutMateKeyframesInfosBody,
    answer: CapcutMateKeyframesInfosAnswer,
  })
  keyframesInfos(@Body() sent: unknown): object {
    return { keyframes_infos: generateInfos.keyframes(readBody(CapcutMateKeyframesInfosBody, sent)) };
  }

  @CapcutMateRoute('get_url', {
    body: CapcutMateOutputBody,
    answer: CapcutMateOutputAnswer,
  })
  getUrl(@Body() sent: unknown): object {
    return { output: readBody(CapcutMateOutputBody, sent).output };
  }

  @CapcutMateRoute('str_to_list', {
    body: CapcutMateStringBody,
    answer: CapcutMateTextsAnswer,
  })
  strToList(@Body() sent: unknown): object {
    return { infos: [readBody(CapcutMateStringBody, sent).obj] };
  }

  @CapcutMateRoute('str_list_to_objs', {
    body: CapcutMateStringListBody,
    answer: CapcutMateOutputsAnswer,
  })
  strListToObjs(@Body() sent: unknown): object {
    return { infos: readBody(CapcutMateStringListBody, sent).infos.map((output) => ({ output })) };
  }

  @CapcutMateRoute('objs_to_str_list', {
    body: CapcutMateOutputsBody,
    answer: CapcutMateTextsAnswer,
  })
  objsToStrList(@Body() sent: unknown): object {
    return { infos: readBody(CapcutMateOutputsBody, sent).outputs.map(({ output }) => output) };
  }
}
