import { ApiProperty } from '@nestjs/swagger';
import type { GenerationMode, InputRole, NumberRange } from '@onereel/core';

const MODES: GenerationMode[] = [
  'text-to-video',
  'image-to-video',
  'first-last-frame',
  'reference-to-video',
  'video-extend',
];
const RANGE_OR_LIST =
  'A list of allowed values, or `{min, max, step}`; `null` when it cannot be chosen or is not known.';

export class ModelProviderDto {
  @ApiProperty({ description: 'Provider id.', example: 'sandbox' })
  id!: string;

  @ApiProperty({ example: 'Sandbox' })
  title!: string;

  @ApiProperty({ type: String, nullable: true, example: null })
  homepage!: string | null;
}

export class ModelPriceRateDto {
  @ApiProperty({ type: String, nullable: true, description: '`null` = any.', example: '1080p' })
  resolution!: string | null;

  @ApiProperty({ type: Boolean, nullable: true, description: '`null` = with and without.', example: true })
  audio!: boolean | null;

  @ApiProperty({ type: Number, example: 0.4 })
  per_second!: number;
}

export class ModelPriceDto {
  @ApiProperty({ description: 'ISO 4217 currency, or the unit of the vendor.', example: 'USD' })
  currency!: string;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Per second of video; of the cheapest quality where `rates` tell several.',
    example: 0.4,
  })
  per_second!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Per video.', example: null })
  per_video!: number | null;

  @ApiProperty({
    type: [ModelPriceRateDto],
    description:
      'Where the price depends on what is ordered. What is left open counts as the first of `resolutions` and as the sound of the first rate that fits.',
    example: [],
  })
  rates!: ModelPriceRateDto[];
}

export class ModelCapabilitiesDto {
  @ApiProperty({ enum: MODES, isArray: true, example: ['text-to-video', 'image-to-video'] })
  modes!: GenerationMode[];

  @ApiProperty({
    oneOf: [{ type: 'array', items: { type: 'number' } }, { type: 'object' }],
    nullable: true,
    description: `Durations in seconds. ${RANGE_OR_LIST}`,
    example: { min: 1, max: 10 },
  })
  durations!: readonly number[] | NumberRange | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Seconds when nothing is asked for.',
    example: 5,
  })
  default_duration!: number | null;

  @ApiProperty({ type: [String], nullable: true, description: '`W:H`.', example: ['16:9', '9:16'] })
  aspect_ratios!: readonly string[] | null;

  @ApiProperty({ type: [String], nullable: true, example: ['720p', '1080p'] })
  resolutions!: readonly string[] | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Largest exact size in pixels, either orientation.',
    example: '1920x1080',
  })
  max_size!: string | null;

  @ApiProperty({
    oneOf: [{ type: 'array', items: { type: 'number' } }, { type: 'object' }],
    nullable: true,
    description: `Frames per second. ${RANGE_OR_LIST}`,
    example: { min: 24, max: 60 },
  })
  fps!: readonly number[] | NumberRange | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object' },
    description: 'Number of input files per role: `first_frame`, `last_frame`, `reference`, `source_video`.',
    example: { first_frame: { min: 0, max: 1 } },
  })
  inputs!: Readonly<Partial<Record<InputRole, NumberRange>>>;

  @ApiProperty({ example: false })
  prompt_required!: boolean;

  @ApiProperty({ type: Number, nullable: true, description: 'Characters.', example: 2500 })
  prompt_max_length!: number | null;

  @ApiProperty({ description: 'Videos per request.', example: 1 })
  max_count!: number;

  @ApiProperty({ example: false })
  negative_prompt!: boolean;

  @ApiProperty({ example: true })
  seed!: boolean;

  @ApiProperty({ description: 'Sound can be generated with the picture.', example: true })
  audio!: boolean;

  @ApiProperty({ example: true })
  camera_motion!: boolean;

  @ApiProperty({ example: true })
  motion_strength!: boolean;

  @ApiProperty({ example: false })
  enhance_prompt!: boolean;

  @ApiProperty({ example: false })
  upsample!: boolean;
}

export class ModelObjectDto {
  @ApiProperty({ description: 'Use it as `model` in every dialect.', example: 'sandbox' })
  id!: string;

  @ApiProperty({ enum: ['model'], example: 'model' })
  object!: 'model';

  @ApiProperty({
    description: 'Always 0: vendors do not publish it. Present for OpenAI clients.',
    example: 0,
  })
  created!: number;

  @ApiProperty({ description: 'Provider id.', example: 'sandbox' })
  owned_by!: string;

  @ApiProperty({ example: 'Sandbox' })
  title!: string;

  @ApiProperty({ type: ModelProviderDto })
  provider!: ModelProviderDto;

  @ApiProperty({ type: [String], description: 'Other names that are accepted.', example: [] })
  aliases!: string[];

  @ApiProperty({ type: ModelCapabilitiesDto })
  capabilities!: ModelCapabilitiesDto;

  @ApiProperty({ type: ModelPriceDto, nullable: true, description: 'An estimate, never a bill.' })
  price!: ModelPriceDto | null;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Day the vendor stops serving it.',
    example: null,
  })
  deprecated_on!: string | null;

  @ApiProperty({ description: 'False while the provider has no credentials.', example: true })
  configured!: boolean;

  @ApiProperty({ type: [String], description: 'Environment keys to set while not configured.', example: [] })
  missing!: string[];
}

export class ModelListDto {
  @ApiProperty({ enum: ['list'], example: 'list' })
  object!: 'list';

  @ApiProperty({ type: [ModelObjectDto] })
  data!: ModelObjectDto[];
}
