import { JsonListField, ListField, TextField, UrlField, WholeField } from '../fields/field-decorators';
import {
  CapcutMateAudio,
  CapcutMateAudioInfo,
  CapcutMateImage,
  CapcutMateImageInfo,
  CapcutMateScene,
  CapcutMateVideo,
  CapcutMateVideoInfo,
} from './clip-items.dto';
import { CapcutMateDraftBody } from './draft.dto';
import { CapcutMatePlacementBody } from './placement.dto';

export class CapcutMateAddVideosBody extends CapcutMatePlacementBody {
  @JsonListField({
    about: 'The clips.',
    of: CapcutMateVideoInfo,
    example: '[{"video_url":"https://host/a.mp4","start":0,"end":5000000}]',
  })
  video_infos?: CapcutMateVideoInfo[];

  @ListField({
    about: 'The clips, in the other form: place and length instead of start and end.',
    of: CapcutMateVideo,
  })
  videos?: CapcutMateVideo[];

  @ListField({ about: 'New paces, one per clip.', of: CapcutMateScene })
  scene_timelines?: CapcutMateScene[];
}

export class CapcutMateAddImagesBody extends CapcutMatePlacementBody {
  @JsonListField({
    about: 'The pictures.',
    of: CapcutMateImageInfo,
    example: '[{"image_url":"https://host/a.png","start":0,"end":3000000}]',
  })
  image_infos?: CapcutMateImageInfo[];

  @ListField({
    about: 'The pictures, in the other form: place and length instead of start and end.',
    of: CapcutMateImage,
  })
  images?: CapcutMateImage[];
}

export class CapcutMateAddAudiosBody extends CapcutMateDraftBody {
  @ListField({ about: 'The sounds.', of: CapcutMateAudio })
  audios?: CapcutMateAudio[];

  @JsonListField({
    about: 'The sounds, in the older form.',
    of: CapcutMateAudioInfo,
    example: '[{"audio_url":"https://host/a.mp3","start":0,"end":5000000,"volume":0.8}]',
  })
  audio_infos?: CapcutMateAudioInfo[];
}

export class CapcutMateEasyMaterialBody extends CapcutMateDraftBody {
  @UrlField({ about: 'Sound from the beginning, at most 5 s.', required: true })
  audio_url!: string;

  @UrlField({ about: 'Clip from the beginning, at most 5 s.' })
  video_url?: string;

  @UrlField({ about: 'Picture from the beginning, 3 s.' })
  img_url?: string;

  @TextField({ about: 'Text from the beginning, 5 s.' })
  text?: string;

  @TextField({ about: 'Color of the text, #rrggbb.', default: '#ffffff', maxLength: 20 })
  text_color!: string;

  @WholeField({ about: 'Size of the text.', default: 15, min: 1, max: 1000 })
  font_size!: number;

  @WholeField({ about: 'Vertical place of the text; up is positive.', default: 0 })
  text_transform_y!: number;
}

export class CapcutMateAudioDurationBody {
  @UrlField({ about: 'Address of a sound or clip.', required: true })
  mp3_url!: string;
}

export class CapcutMateAudioTimelinesBody {
  @ListField({ about: 'Addresses of sounds.', of: 'text', required: true, maxItems: 500 })
  links!: string[];
}
