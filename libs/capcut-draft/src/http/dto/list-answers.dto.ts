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
  @ApiProperty({ type: [CapcutMateTimeSpan], description: 'The spans one after the other.' })
  timelines!: CapcutMateTimeSpan[];

  @ApiProperty({ type: [CapcutMateTimeSpan], description: 'One span over all of them.' })
  all_timelines!: CapcutMateTimeSpan[];
}

export class CapcutMateDurationAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: 'integer', description: 'Microseconds.' })
  duration!: number;
}

export class CapcutMateOutputAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: String, description: 'The text.' })
  output!: string;
}

export class CapcutMateTextsAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [String], description: 'One item per item sent.' })
  infos!: string[];
}

export class CapcutMateOutputItem {
  @ApiProperty({ type: String, description: 'The text.' })
  output!: string;
}

export class CapcutMateOutputsAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateOutputItem], description: 'One item per item sent.' })
  infos!: CapcutMateOutputItem[];
}

/** What every page of a catalogue tells beside its rows. */
class CapcutMateListAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: 'integer', description: 'Matches before paging.' })
  total!: number;

  @ApiPropertyOptional({
    type: [String],
    description: 'When nothing matches what was searched for: the names that look most like it.',
  })
  nearest?: string[];
}

/** What every entry of a catalogue tells. */
class CatalogueRow {
  @ApiProperty({ type: String, description: 'Its id; stands for the name everywhere a name is asked for.' })
  resource_id!: string;

  @ApiProperty({ type: String, description: 'First of its names.' })
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
}

export class CapcutMateAnimation extends CatalogueRow {
  @ApiProperty({ type: String, description: 'in, out, group or loop.' })
  type!: string;

  @ApiProperty({ type: String, description: 'Group in capcut-mate’s words.' })
  category_id!: string;

  @ApiProperty({ type: String, description: 'Group as the application shows it.' })
  category_name!: string;

  @ApiProperty({ type: 'integer', description: 'Its own length, microseconds.' })
  duration!: number;

  @ApiProperty({ type: String, description: 'Second id, as the application writes it.' })
  id!: string;

  @ApiProperty({ type: String, description: 'Always empty, as capcut-mate answers it.' })
  request_id!: string;

  @ApiProperty({ type: 'integer', description: 'Always 0.' })
  start!: number;

  @ApiProperty({ type: String, description: 'Always empty.' })
  icon_url!: string;

  @ApiProperty({ type: String, description: 'Always sticker, as capcut-mate answers it.' })
  material_type!: string;

  @ApiProperty({ type: String, description: 'Always empty, as capcut-mate answers it.' })
  panel!: string;

  @ApiProperty({ type: String, description: 'Always empty, as capcut-mate answers it.' })
  path!: string;

  @ApiProperty({ type: String, description: 'Always all.' })
  platform!: string;
}

export class CapcutMateNamedEffect extends CatalogueRow {
  @ApiProperty({ type: String, description: 'Second id, as the application writes it.' })
  effect_id!: string;

  @ApiPropertyOptional({ type: String, description: 'Always empty.' })
  icon_url?: string;

  @ApiProperty({ type: Boolean, description: 'Can be adjusted in the application.' })
  has_params!: boolean;
}

export class CapcutMateAnimationsAnswer extends CapcutMateListAnswer {
  @ApiProperty({ type: [CapcutMateAnimation], description: 'One page of the list.' })
  effects!: CapcutMateAnimation[];
}

export class CapcutMateEffectListAnswer extends CapcutMateListAnswer {
  @ApiProperty({ type: [CapcutMateNamedEffect], description: 'One page of the list.' })
  effects!: CapcutMateNamedEffect[];
}

export class CapcutMateFilterListAnswer extends CapcutMateListAnswer {
  @ApiProperty({ type: [CapcutMateNamedEffect], description: 'One page of the list.' })
  filters!: CapcutMateNamedEffect[];
}

export class CapcutMateTextEffect {
  @ApiProperty({ type: String, description: 'Its id; stands for the title everywhere a title is asked for.' })
  id!: string;

  @ApiProperty({ type: String, description: 'As the application shows it.' })
  title!: string;

  @ApiProperty({ type: Boolean, description: 'Needs a paid account in the application.' })
  is_vip!: boolean;
}

export class CapcutMateTextEffectsAnswer extends CapcutMateListAnswer {
  @ApiProperty({ type: [CapcutMateTextEffect], description: 'One page of the list.' })
  text_effects!: CapcutMateTextEffect[];
}

export class CapcutMateSticker {
  @ApiProperty({ type: String, description: 'Id of the sticker.' })
  sticker_id!: string;

  @ApiProperty({ type: String, description: 'As the application shows it.' })
  title!: string;

  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Picture addresses and sizes.' })
  sticker!: object;
}

export class CapcutMateStickersAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: [CapcutMateSticker], description: 'At most 50 stickers.' })
  data!: CapcutMateSticker[];
}
