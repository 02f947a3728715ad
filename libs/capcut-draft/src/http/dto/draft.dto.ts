import { FlagField, ListField, NumberField, TextField, WholeField } from '../fields/field-decorators';

export class CapcutMateDraftBody {
  @TextField({
    about: 'Address of the draft, as create_draft gave it; only its draft_id counts.',
    default: '',
    example: 'https://host/openapi/capcut-mate/v1/get_draft?draft_id=20260101120000ab12cd34',
  })
  draft_url!: string;
}

export class CapcutMateCreateDraftBody {
  @WholeField({ about: 'Canvas width in pixels.', default: 1920, min: 1, max: 16384 })
  width!: number;

  @WholeField({ about: 'Canvas height in pixels.', default: 1080, min: 1, max: 16384 })
  height!: number;

  @TextField({ about: 'Name shown in the application; the draft id when absent.', maxLength: 200 })
  name?: string;

  @NumberField({
    about: 'Frames per second: 24, 25, 30, 50 or 60 in the applications.',
    default: 30,
    min: 1,
    max: 120,
  })
  fps!: number;
}

export class CapcutMateSegmentRefBody extends CapcutMateDraftBody {
  @TextField({ about: 'Segment id.', required: true, maxLength: 100 })
  segment_id!: string;
}

export class CapcutMateUpdateSegmentBody extends CapcutMateSegmentRefBody {
  @WholeField({ about: 'New start, microseconds.', min: 0 })
  start?: number;

  @WholeField({ about: 'New length, microseconds.', min: 1 })
  duration?: number;

  @WholeField({ about: 'Where in the source to begin, microseconds.', min: 0 })
  source_start?: number;

  @NumberField({ about: 'Speed; the length follows unless duration is given.', min: 0.01, max: 100 })
  speed?: number;

  @NumberField({ about: 'Volume, 1 is the original.', min: 0, max: 10 })
  volume?: number;

  @FlagField({ about: 'Shown at all?' })
  visible?: boolean;

  @NumberField({ about: 'Opacity.', min: 0, max: 1 })
  alpha?: number;

  @NumberField({ about: 'Horizontal scale; 1 fits the canvas.', min: 0, max: 100 })
  scale_x?: number;

  @NumberField({ about: 'Vertical scale; 1 fits the canvas.', min: 0, max: 100 })
  scale_y?: number;

  @NumberField({ about: 'Degrees, clockwise.' })
  rotation?: number;

  @NumberField({ about: 'Horizontal place as the position box of the application shows it.' })
  transform_x?: number;

  @NumberField({ about: 'Vertical place as the position box of the application shows it; up is positive.' })
  transform_y?: number;

  @FlagField({ about: 'Mirrored left to right.' })
  flip_horizontal?: boolean;

  @FlagField({ about: 'Mirrored top to bottom.' })
  flip_vertical?: boolean;

  @TextField({ about: 'New words, for texts.' })
  text?: string;
}

export class CapcutMateRemoveSegmentsBody extends CapcutMateDraftBody {
  @ListField({ about: 'Segment ids.', of: 'text', required: true })
  segment_ids!: string[];
}
