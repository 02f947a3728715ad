import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** Something done otherwise than asked. */
export class CapcutMateWarning {
  @ApiProperty({ type: String, description: 'The field it is about.', example: 'video_infos[0].end' })
  field!: string;

  @ApiProperty({ type: String, description: 'What was done instead.' })
  message!: string;
}

export class CapcutMateSegmentInfo {
  @ApiProperty({ type: String, description: 'Segment id.' })
  id!: string;

  @ApiProperty({ type: 'integer', description: 'Where it really begins, microseconds on the frame grid.' })
  start!: number;

  @ApiProperty({ type: 'integer', description: 'Where it really ends, microseconds on the frame grid.' })
  end!: number;
}

export class CapcutMateAnswer {
  @ApiProperty({ type: 'integer', description: '0: done.', example: 0 })
  code!: number;

  @ApiProperty({ type: String, description: 'Success, in the language of Accept-Language (zh or en).' })
  message!: string;
}

/** What went wrong, in the words of both kinds of client. */
export class CapcutMateErrorAnswer {
  @ApiProperty({ type: 'integer', description: 'capcut-mate error number, e.g. 2001.' })
  code!: number;

  @ApiProperty({
    type: String,
    description: 'What it means, and in parentheses the field, the reason and the cure.',
  })
  message!: string;

  @ApiProperty({ type: String, description: 'The sentence of the public documentation.' })
  detail!: string;

  @ApiProperty({ type: String, description: 'Code of this product, e.g. invalid_parameter.' })
  error!: string;

  @ApiPropertyOptional({ type: String, description: 'The field at fault.' })
  param?: string;
}

export class CapcutMateEditAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: String, description: 'As sent.' })
  draft_url!: string;

  @ApiProperty({ type: String, description: 'How to use a draft.' })
  tip_url!: string;

  @ApiProperty({
    type: 'integer',
    description: 'Revision of the draft after the edit; send it back as If-Match.',
  })
  revision!: number;

  @ApiProperty({
    type: [CapcutMateWarning],
    description: 'What was done otherwise than asked; empty when nothing was.',
  })
  warnings!: CapcutMateWarning[];
}

export class CapcutMatePlacedAnswer extends CapcutMateEditAnswer {
  @ApiProperty({ type: String, description: 'Track of the first item.' })
  track_id!: string;

  @ApiProperty({ type: [String], description: 'Segments in the order of the items.' })
  segment_ids!: string[];

  @ApiProperty({ type: [CapcutMateSegmentInfo], description: 'Where each item really lies.' })
  segment_infos!: CapcutMateSegmentInfo[];
}

export class CapcutMateVideosAnswer extends CapcutMatePlacedAnswer {
  @ApiProperty({ type: [String], description: 'Material ids in the order of the items.' })
  video_ids!: string[];
}

export class CapcutMateImagesAnswer extends CapcutMatePlacedAnswer {
  @ApiProperty({ type: [String], description: 'Material ids in the order of the items.' })
  image_ids!: string[];
}

export class CapcutMateAudiosAnswer extends CapcutMatePlacedAnswer {
  @ApiProperty({ type: [String], description: 'Material ids in the order of the items.' })
  audio_ids!: string[];
}

export class CapcutMateCaptionsAnswer extends CapcutMatePlacedAnswer {
  @ApiProperty({ type: [String], description: 'Material ids in the order of the items.' })
  text_ids!: string[];
}

export class CapcutMateEffectsAnswer extends CapcutMatePlacedAnswer {
  @ApiProperty({ type: [String], description: 'Material ids in the order of the items.' })
  effect_ids!: string[];
}

export class CapcutMateFiltersAnswer extends CapcutMatePlacedAnswer {
  @ApiProperty({ type: [String], description: 'Material ids in the order of the items.' })
  filter_ids!: string[];
}

export class CapcutMateMasksAnswer extends CapcutMateEditAnswer {
  @ApiProperty({
    type: 'integer',
    description: 'Segments that carry a mask now, those that had one included.',
  })
  masks_added!: number;

  @ApiProperty({ type: [String], description: 'Ids of the segments it touched.' })
  affected_segments!: string[];

  @ApiProperty({ type: [String], description: 'Material ids of the masks.' })
  mask_ids!: string[];
}

export class CapcutMateKeyframesAnswer extends CapcutMateEditAnswer {
  @ApiProperty({ type: 'integer', description: 'Keyframes set.' })
  keyframes_added!: number;

  @ApiProperty({ type: [String], description: 'Ids of the segments it touched.' })
  affected_segments!: string[];
}

export class CapcutMateStickerAnswer extends CapcutMateEditAnswer {
  @ApiProperty({ type: String, description: 'Id of the sticker.' })
  sticker_id!: string;

  @ApiProperty({ type: String, description: 'The new track.' })
  track_id!: string;

  @ApiProperty({ type: String, description: 'The new segment.' })
  segment_id!: string;

  @ApiProperty({ type: 'integer', description: 'Microseconds.' })
  duration!: number;
}

export class CapcutMateFilesAnswer extends CapcutMateAnswer {
  @ApiProperty({
    type: [String],
    description: 'Download addresses of all files of the draft; draft_content.json first.',
  })
  files!: string[];
}
