import {
  FlagField,
  JsonListField,
  ListField,
  NumberField,
  TextField,
  WholeField,
} from '../fields/field-decorators';
import { CapcutMateDraftBody } from './draft.dto';

export class CapcutMateEffectInfo {
  @TextField({
    about: 'Scene or character effect by name (either brand) or resource id.',
    required: true,
    maxLength: 200,
  })
  effect_title!: string;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  end!: number;
}

export class CapcutMateAddEffectsBody extends CapcutMateDraftBody {
  @JsonListField({
    about: 'The effects, over everything below.',
    of: CapcutMateEffectInfo,
    example: '[{"effect_title":"Blur","start":0,"end":2000000}]',
  })
  effect_infos?: CapcutMateEffectInfo[];
}

export class CapcutMateFilterInfo {
  @TextField({ about: 'Filter by name or resource id.', required: true, maxLength: 200 })
  filter_title!: string;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  start!: number;

  @WholeField({ about: 'Microseconds.', required: true, truncate: true })
  end!: number;

  @NumberField({ about: 'Strength.', default: 100, min: 0, max: 100 })
  intensity!: number;
}

export class CapcutMateAddFiltersBody extends CapcutMateDraftBody {
  @JsonListField({
    about: 'The filters, over everything below.',
    of: CapcutMateFilterInfo,
    example: '[{"filter_title":"ABG","start":0,"end":2000000,"intensity":80}]',
  })
  filter_infos?: CapcutMateFilterInfo[];
}

export class CapcutMateAddMasksBody extends CapcutMateDraftBody {
  @ListField({ about: 'Clips and pictures that get the mask.', of: 'text' })
  segment_ids?: string[];

  @TextField({ about: 'Mask by name (either brand).', default: '线性', maxLength: 200 })
  name!: string;

  @NumberField({ about: 'Center, pixels of the picture to the right of its center.', default: 0 })
  X!: number;

  @NumberField({ about: 'Center, pixels of the picture above its center.', default: 0 })
  Y!: number;

  @NumberField({ about: 'Pixels of the picture; rectangles only.', default: 512, min: 1 })
  width!: number;

  @NumberField({ about: 'Pixels of the picture.', default: 512, min: 1 })
  height!: number;

  @NumberField({ about: 'Softness of the edge.', default: 0, min: 0, max: 100 })
  feather!: number;

  @NumberField({ about: 'Degrees, clockwise.', default: 0 })
  rotation!: number;

  @FlagField({ about: 'Keep what is outside.', default: false })
  invert!: boolean;

  @NumberField({ about: 'Rounding of the corners; rectangles only.', default: 0, min: 0, max: 100 })
  roundCorner!: number;
}

export class CapcutMateKeyframe {
  @TextField({ about: 'Segment id.', required: true, maxLength: 100 })
  segment_id!: string;

  @TextField({
    about: 'What to animate, e.g. KFTypeAlpha, KFTypePositionX, UNIFORM_SCALE, KFTypeVolume.',
    required: true,
    maxLength: 100,
  })
  property!: string;

  @WholeField({ about: 'Microseconds from the start of the segment.', required: true, truncate: true })
  offset!: number;

  @NumberField({
    about: 'The value then. Positions up to ±1 are half-canvas units, beyond that pixels.',
    required: true,
  })
  value!: number;
}

export class CapcutMateAddKeyframesBody extends CapcutMateDraftBody {
  @JsonListField({
    about: 'The keyframes.',
    of: CapcutMateKeyframe,
    maxItems: 100_000,
    example: '[{"segment_id":"…","property":"KFTypeAlpha","offset":0,"value":1}]',
  })
  keyframes?: CapcutMateKeyframe[];
}

export class CapcutMateAddStickerBody extends CapcutMateDraftBody {
  @TextField({ about: 'Sticker id of the application.', required: true, notBlank: true, maxLength: 100 })
  sticker_id!: string;

  @WholeField({ about: 'Microseconds.', required: true })
  start!: number;

  @WholeField({ about: 'Microseconds.', required: true })
  end!: number;

  @NumberField({ about: 'Scale.', default: 1, min: 0.001, max: 100 })
  scale!: number;

  @NumberField({ about: 'Horizontal place as the position box of the application shows it.', default: 0 })
  transform_x!: number;

  @NumberField({ about: 'Vertical place; up is positive.', default: 0 })
  transform_y!: number;
}
