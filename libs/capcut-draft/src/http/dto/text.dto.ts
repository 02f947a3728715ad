import {
  ChoiceField,
  FlagField,
  GroupField,
  JsonListField,
  NumberField,
  TextField,
  WholeField,
} from '../fields/field-decorators';
import { AnimationFields } from './animation-fields.dto';
import { CapcutMatePlacementBody } from './placement.dto';

export class CapcutMateShadow {
  @NumberField({ about: 'Opacity.', default: 1, min: 0, max: 1 })
  shadow_alpha!: number;

  @TextField({ about: '#rrggbb.', default: '#000000', maxLength: 20 })
  shadow_color!: string;

  @NumberField({ about: 'Softness.', default: 15, min: 0, max: 100 })
  shadow_diffuse!: number;

  @NumberField({ about: 'Distance.', default: 5, min: 0, max: 100 })
  shadow_distance!: number;

  @NumberField({ about: 'Degrees.', default: -45, min: -180, max: 180 })
  shadow_angle!: number;
}

export class CapcutMateCaption extends AnimationFields {
  @WholeField({ about: 'Start on the timeline, microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'End on the timeline, microseconds.', required: true, truncate: true })
  end!: number;

  @TextField({ about: 'The words; line breaks stay.', required: true, notBlank: true })
  text!: string;

  @TextField({ about: 'Words to highlight, several separated by |.' })
  keyword?: string;

  @TextField({ about: '#rrggbb.', default: '#ff7100', maxLength: 20 })
  keyword_color!: string;

  @TextField({ about: 'Border of the keywords, #rrggbb; absent: as the text.', maxLength: 20 })
  keyword_border_color?: string;

  @TextField({ about: 'Font of the keywords.', maxLength: 200 })
  keyword_font?: string;

  @NumberField({ about: 'Size of the keywords; absent: as the text.', min: 0.1, max: 1000 })
  keyword_font_size?: number;

  @FlagField({ about: 'Shadow behind the keywords.', default: false })
  keyword_has_shadow!: boolean;

  @GroupField({ about: 'Shadow of the keywords.', of: CapcutMateShadow })
  keyword_shadow_info?: CapcutMateShadow;

  @NumberField({ about: 'Size; absent: as the call says.', min: 0.1, max: 1000 })
  font_size?: number;

  @TextField({ about: 'Word art by title or id, for this caption.', maxLength: 200 })
  text_effect?: string;

  @TextField({ about: 'Loop animation by name, between intro and outro.', maxLength: 200 })
  loop_animation?: string;

  @WholeField({ about: 'Length of one cycle, microseconds; absent: its own.', min: 0, truncate: true })
  loop_animation_duration?: number;

  @TextField({ about: 'Read as an intro animation of that name; texts have no transitions.', maxLength: 200 })
  transition?: string;

  @WholeField({ about: 'Microseconds.', min: 0, truncate: true })
  transition_duration?: number;
}

/** How all captions of a call look. */
export class CapcutMateTextStyleBody extends CapcutMatePlacementBody {
  @TextField({ about: '#rrggbb; anything else is white.', default: '#ffffff', maxLength: 20 })
  text_color!: string;

  @TextField({ about: 'Border, #rrggbb; absent: none.', maxLength: 20 })
  border_color?: string;

  @ChoiceField({
    about: '0 left, 1 center, 2 right; 3, 4, 5: vertical writing, center, left, right.',
    values: [0, 1, 2, 3, 4, 5],
    default: 1,
  })
  alignment!: number;

  @TextField({ about: 'Font by name.', maxLength: 200 })
  font?: string;

  @WholeField({ about: 'Size.', default: 15, min: 1, max: 1000 })
  font_size!: number;

  @NumberField({ about: 'Letter spacing as the slider shows it.', min: -100, max: 1000 })
  letter_spacing?: number;

  @NumberField({ about: 'Line spacing as the slider shows it.', min: -100, max: 1000 })
  line_spacing?: number;

  @FlagField({ about: 'Read each text as the answer of add_text_style: words with styles.', default: false })
  style_text!: boolean;

  @FlagField({ about: 'Underlined.', default: false })
  underline!: boolean;

  @FlagField({ about: 'Italic.', default: false })
  italic!: boolean;

  @FlagField({ about: 'Bold.', default: false })
  bold!: boolean;

  @FlagField({ about: 'Shadow behind the text.', default: false })
  has_shadow!: boolean;

  @GroupField({ about: 'The shadow.', of: CapcutMateShadow })
  shadow_info?: CapcutMateShadow;

  @TextField({ about: 'Word art by title or id; brings its own colors and borders.', maxLength: 200 })
  text_effect?: string;
}

export class CapcutMateAddCaptionsBody extends CapcutMateTextStyleBody {
  @JsonListField({
    about: 'The captions.',
    of: CapcutMateCaption,
    example: '[{"start":0,"end":2000000,"text":"Hello"}]',
  })
  captions?: CapcutMateCaption[];
}

export class CapcutMateImportCaptionsBody extends CapcutMateTextStyleBody {
  @TextField({ about: 'Content of a subtitle file.', required: true, notBlank: true, maxLength: 5_000_000 })
  subtitles!: string;

  @ChoiceField({ about: 'Its format; absent: found out.', values: ['srt', 'vtt', 'ass'] })
  format?: string;

  @WholeField({ about: 'Added to every time, microseconds; negative is earlier.', default: 0 })
  offset!: number;
}

export class CapcutMateTextStyleMakerBody {
  @TextField({ about: 'The words.', required: true })
  text!: string;

  @TextField({ about: 'Words to highlight, several separated by |.', required: true })
  keyword!: string;

  @NumberField({ about: 'Size of the text.', default: 12, min: 0.1, max: 1000 })
  font_size!: number;

  @TextField({ about: '#rrggbb.', default: '#ff7100', maxLength: 20 })
  keyword_color!: string;

  @NumberField({ about: 'Size of the keywords.', default: 15, min: 0.1, max: 1000 })
  keyword_font_size!: number;
}
