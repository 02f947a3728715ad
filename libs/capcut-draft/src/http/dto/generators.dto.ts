import {
  FlagField,
  GroupField,
  ListField,
  NumberField,
  TextField,
  WholeField,
} from '../fields/field-decorators';
import { CapcutMateShadow } from './text.dto';

export class CapcutMateTimeSpan {
  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  end!: number;
}

export class CapcutMateTimelinesBody {
  @WholeField({ about: 'Length of all parts together, microseconds.', required: true, min: 0 })
  duration!: number;

  @WholeField({ about: 'How many parts.', required: true, max: 100_000 })
  num!: number;

  @WholeField({ about: 'Where the first part begins, microseconds.', default: 0 })
  start!: number;

  @WholeField({ about: '0: equal parts, 1: unequal ones (the same for the same request).', default: 0 })
  type!: number;
}

class WithTimelines {
  @ListField({
    about: 'One span per item; the shorter list decides.',
    of: CapcutMateTimeSpan,
    required: true,
  })
  timelines!: CapcutMateTimeSpan[];
}

export class CapcutMateAudioInfosBody extends WithTimelines {
  @ListField({ about: 'Addresses of sounds.', of: 'text', required: true })
  mp3_urls!: string[];

  @TextField({ about: 'Sound effect for all.', maxLength: 200 })
  audio_effect?: string;

  @NumberField({ about: 'Volume for all.' })
  volume?: number;
}

export class CapcutMateVideoInfosBody extends WithTimelines {
  @ListField({ about: 'Addresses of clips.', of: 'text', required: true })
  video_urls!: string[];

  @WholeField({ about: 'Pixels.' })
  width?: number;

  @WholeField({ about: 'Pixels.' })
  height?: number;

  @TextField({ about: 'Mask for all.', maxLength: 200 })
  mask?: string;

  @TextField({ about: 'Transition for all.', maxLength: 200 })
  transition?: string;

  @WholeField({ about: 'Microseconds.' })
  transition_duration?: number;

  @NumberField({ about: 'Volume for all.', default: 1 })
  volume!: number;
}

class WithAnimations extends WithTimelines {
  @TextField({ about: 'Intro animation.', maxLength: 2000 })
  in_animation?: string;

  @WholeField({ about: 'Microseconds.' })
  in_animation_duration?: number;

  @TextField({ about: 'Loop animation.', maxLength: 2000 })
  loop_animation?: string;

  @WholeField({ about: 'Microseconds.' })
  loop_animation_duration?: number;

  @TextField({ about: 'Outro animation.', maxLength: 2000 })
  out_animation?: string;

  @WholeField({ about: 'Microseconds.' })
  out_animation_duration?: number;

  @TextField({ about: 'Transition.', maxLength: 2000 })
  transition?: string;

  @WholeField({ about: 'Microseconds.' })
  transition_duration?: number;
}

export class CapcutMateImageInfosBody extends WithAnimations {
  @ListField({
    about: 'Addresses of pictures. The four names may be A|B|C, given out by position; the last one repeats.',
    of: 'text',
    required: true,
  })
  imgs!: string[];

  @WholeField({ about: 'Pixels.' })
  width?: number;

  @WholeField({ about: 'Pixels.' })
  height?: number;
}

export class CapcutMateCaptionInfosBody extends WithAnimations {
  @ListField({ about: 'The words.', of: 'text', required: true })
  texts!: string[];

  @NumberField({ about: 'Size.' })
  font_size?: number;

  @TextField({ about: '#rrggbb.', maxLength: 20 })
  keyword_color?: string;

  @TextField({ about: '#rrggbb.', maxLength: 20 })
  keyword_border_color?: string;

  @TextField({ about: 'Font of the keywords.', maxLength: 200 })
  keyword_font?: string;

  @NumberField({ about: 'Size of the keywords.' })
  keyword_font_size?: number;

  @FlagField({ about: 'Shadow behind the keywords.' })
  keyword_has_shadow?: boolean;

  @GroupField({ about: 'Shadow of the keywords.', of: CapcutMateShadow })
  keyword_shadow_info?: CapcutMateShadow;

  @ListField({ about: 'Keywords by position; missing ones are empty.', of: 'text' })
  keywords?: string[];
}

export class CapcutMateEffectInfosBody extends WithTimelines {
  @ListField({ about: 'Names of effects.', of: 'text', required: true })
  effects!: string[];
}

export class CapcutMateFilterInfosBody extends WithTimelines {
  @ListField({ about: 'Names of filters.', of: 'text', required: true })
  filters!: string[];

  @ListField({ about: 'Strengths 0–100 by position.', of: 'number' })
  intensities?: number[];
}

export class CapcutMateSegmentSpan {
  @TextField({ about: 'Segment id.', required: true, maxLength: 100 })
  id!: string;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  end!: number;
}

export class CapcutMateKeyframesInfosBody {
  @TextField({ about: 'What to animate, e.g. KFTypeAlpha.', required: true, maxLength: 100 })
  ctype!: string;

  @TextField({ about: 'Moments in percent of each segment: 0|50|100.', required: true })
  offsets!: string;

  @TextField({ about: 'Values at these moments: 1|1.5|1.', required: true })
  values!: string;

  @ListField({ about: 'Segments, as an add route answered.', of: CapcutMateSegmentSpan, required: true })
  segment_infos!: CapcutMateSegmentSpan[];

  @WholeField({ about: 'Divides values of KFTypePositionX.' })
  width?: number;

  @WholeField({ about: 'Divides values of KFTypePositionY.' })
  height?: number;
}

export class CapcutMateOutputBody {
  @TextField({ about: 'Given back as it is.', required: true })
  output!: string;
}

export class CapcutMateStringBody {
  @TextField({ about: 'Becomes a list of one.', required: true })
  obj!: string;
}

export class CapcutMateStringListBody {
  @ListField({ about: 'Become objects with the key output.', of: 'text', required: true })
  infos!: string[];
}

export class CapcutMateOutputsBody {
  @ListField({ about: 'Objects with the key output.', of: CapcutMateOutputBody, required: true })
  outputs!: CapcutMateOutputBody[];
}
