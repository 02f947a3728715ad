import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CapcutMateAnswer } from './answer.dto';
import { CapcutMateTimeSpan } from './generators.dto';

export class CapcutMateTextStyleAnswer extends CapcutMateAnswer {
  @ApiProperty({
    type: String,
    description: 'JSON text; send it as the text of a caption with style_text: true.',
  })
  text_style!: string;
}

export class CapcutMateInfosAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: String, description: 'JSON text, ready for the add route.' })
  infos!: string;
}

export class CapcutMateKeyframesInfosAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: String, description: 'JSON text, ready for add_keyframes.' })
  keyframes_infos!: string;
}

export class CapcutMateTimelinesAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateTimeSpan] })
  timelines!: CapcutMateTimeSpan[];

  @ApiProperty({ type: [CapcutMateTimeSpan] })
  all_timelines!: CapcutMateTimeSpan[];
}

export class CapcutMateDurationAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: 'integer', description: 'Microseconds.' })
  duration!: number;
}

export class CapcutMateOutputAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: String })
  output!: string;
}

export class CapcutMateTextsAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [String] })
  infos!: string[];
}

export class CapcutMateOutputItem {
  @ApiProperty({ type: String })
  output!: string;
}

export class CapcutMateOutputsAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateOutputItem] })
  infos!: CapcutMateOutputItem[];
}

export class CapcutMateAnimation {
  @ApiProperty({ type: String })
  resource_id!: string;

  @ApiProperty({ type: String, description: 'in, out, group or loop.' })
  type!: string;

  @ApiProperty({ type: String })
  category_id!: string;

  @ApiProperty({ type: String })
  category_name!: string;

  @ApiProperty({ type: 'integer', description: 'Its own length, microseconds.' })
  duration!: number;

  @ApiProperty({ type: String })
  id!: string;

  @ApiProperty({ type: String })
  name!: string;

  @ApiProperty({ type: [String], description: 'All names it is found by, in both brands.' })
  names!: string[];

  @ApiProperty({ type: Boolean, description: 'Needs a paid account in the application.' })
  is_vip!: boolean;

  @ApiProperty({
    type: String,
    description: 'How close the renderer comes: exact, near, approximate or skipped.',
  })
  render_grade!: string;

  @ApiProperty({ type: String })
  request_id!: string;

  @ApiProperty({ type: 'integer' })
  start!: number;

  @ApiProperty({ type: String })
  icon_url!: string;

  @ApiProperty({ type: String })
  material_type!: string;

  @ApiProperty({ type: String })
  panel!: string;

  @ApiProperty({ type: String })
  path!: string;

  @ApiProperty({ type: String })
  platform!: string;
}

export class CapcutMateNamedEffect {
  @ApiProperty({ type: String })
  name!: string;

  @ApiProperty({ type: [String], description: 'All names it is found by, in both brands.' })
  names!: string[];

  @ApiProperty({ type: Boolean, description: 'Needs a paid account in the application.' })
  is_vip!: boolean;

  @ApiProperty({ type: String })
  resource_id!: string;

  @ApiProperty({ type: String })
  effect_id!: string;

  @ApiPropertyOptional({ type: String })
  icon_url?: string;

  @ApiProperty({ type: Boolean })
  has_params!: boolean;

  @ApiProperty({
    type: String,
    description: 'How close the renderer comes: exact, near, approximate or skipped.',
  })
  render_grade!: string;
}

export class CapcutMateAnimationsAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateAnimation] })
  effects!: CapcutMateAnimation[];

  @ApiProperty({ type: 'integer', description: 'Matches before paging.' })
  total!: number;
}

export class CapcutMateEffectListAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateNamedEffect] })
  effects!: CapcutMateNamedEffect[];

  @ApiProperty({ type: 'integer', description: 'Matches before paging.' })
  total!: number;
}

export class CapcutMateFilterListAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateNamedEffect] })
  filters!: CapcutMateNamedEffect[];

  @ApiProperty({ type: 'integer', description: 'Matches before paging.' })
  total!: number;
}

export class CapcutMateTextEffect {
  @ApiProperty({ type: String })
  id!: string;

  @ApiProperty({ type: String })
  title!: string;

  @ApiProperty({ type: Boolean })
  is_vip!: boolean;
}

export class CapcutMateTextEffectsAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateTextEffect] })
  text_effects!: CapcutMateTextEffect[];

  @ApiProperty({ type: 'integer', description: 'Matches before paging.' })
  total!: number;
}

export class CapcutMateSticker {
  @ApiProperty({ type: String })
  sticker_id!: string;

  @ApiProperty({ type: String })
  title!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Picture addresses and sizes.' })
  sticker!: object;
}

export class CapcutMateStickersAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateSticker] })
  data!: CapcutMateSticker[];
}
