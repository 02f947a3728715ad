import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const OBJECT = { type: 'object', additionalProperties: true } as const;
const MEDIA = 'URL, data URI or raw base64';
const STATUSES = ['queued', 'in_progress', 'completed', 'failed'];
const LEGACY_STATUSES = ['SUBMITTED', 'QUEUED', 'IN_PROGRESS', 'SUCCESS', 'FAILURE'];
const EXAMPLE_ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';

/** Body of `POST /v1/video/generations`. Documentation only: the mapper reads the values. */
export class VideoGenerationsRequestDto {
  @ApiPropertyOptional({
    description: "Model id or alias from `GET /v1/models`. Absent: the gateway's default model.",
    type: String,
  })
  model?: string;

  @ApiPropertyOptional({
    description: 'What should happen, in words. Required without an image.',
    maxLength: 32_000,
    type: String,
  })
  prompt?: string;

  @ApiPropertyOptional({ description: `First frame: ${MEDIA} (PNG, JPEG or WebP).`, type: String })
  image?: string;

  @ApiPropertyOptional({
    description: `Several pictures, each ${MEDIA}: references where the model takes so many.`,
    type: [String],
    maxItems: 8,
  })
  images?: string[];

  @ApiPropertyOptional({
    description: 'Length in seconds. Absent: the model decides.',
    minimum: 1,
    maximum: 300,
    type: Number,
  })
  duration?: number;

  @ApiPropertyOptional({ description: 'Pixels; together with `height`.', type: 'integer' })
  width?: number;

  @ApiPropertyOptional({ description: 'Pixels; together with `width`.', type: 'integer' })
  height?: number;

  @ApiPropertyOptional({ description: 'Frames per second.', minimum: 1, maximum: 120, type: 'integer' })
  fps?: number;

  @ApiPropertyOptional({
    description: 'Same seed, same request: a similar video.',
    minimum: 0,
    maximum: 4_294_967_295,
    type: 'integer',
  })
  seed?: number;

  @ApiPropertyOptional({
    description: 'Number of videos; most models make exactly one.',
    minimum: 1,
    maximum: 10,
    type: 'integer',
  })
  n?: number;

  @ApiPropertyOptional({ description: '`url`; everything else is answered with links too.', type: String })
  response_format?: string;

  @ApiPropertyOptional({ description: 'Your name for the end user; kept.', maxLength: 255, type: String })
  user?: string;

  @ApiPropertyOptional({
    ...OBJECT,
    description:
      'Further parameters, which win over those of the body: negative_prompt, aspect_ratio, resolution, audio, camera_motion, ' +
      'motion_strength, enhance_prompt, last_frame, provider_options, strict. Everything else is stored and echoed.',
  })
  metadata?: object;
}

export class VideoGenerationsWarningDto {
  @ApiProperty({ description: 'What became of it.', example: 'unsupported', type: String })
  kind!: string;

  @ApiPropertyOptional({ description: 'The field concerned.', example: 'seed', type: String })
  field?: string;

  @ApiProperty({ description: 'What the model does instead.', type: String })
  message!: string;
}

export class VideoGenerationsErrorDto {
  @ApiProperty({ description: 'A code of the error reference.', example: 'moderated_input', type: String })
  code!: string;

  @ApiProperty({ description: 'What went wrong and what to do.', type: String })
  message!: string;
}

export class VideoGenerationsCreatedDto {
  @ApiProperty({ description: 'The same as `task_id`.', example: EXAMPLE_ID, type: String })
  id!: string;

  @ApiProperty({ description: 'Id to poll with.', example: EXAMPLE_ID, type: String })
  task_id!: string;

  @ApiProperty({ example: 'video', type: String })
  object!: string;

  @ApiProperty({ example: 'sandbox', type: String })
  model!: string;

  @ApiProperty({ description: 'The last two are final.', enum: STATUSES })
  status!: string;

  @ApiProperty({ description: 'Percent; never falls.', minimum: 0, maximum: 100, type: 'integer' })
  progress!: number;

  @ApiProperty({ description: 'Unix seconds.', type: 'integer' })
  created_at!: number;

  @ApiPropertyOptional({
    description: 'What the model cannot honor as asked; absent when there is nothing.',
    type: [VideoGenerationsWarningDto],
  })
  warnings?: VideoGenerationsWarningDto[];
}

export class VideoGenerationsFactsDto {
  @ApiProperty({ description: 'Seconds.', type: Number, nullable: true })
  duration!: number | null;

  @ApiProperty({ description: 'Frames per second.', type: Number, nullable: true })
  fps!: number | null;

  @ApiProperty({ description: 'Pixels.', type: 'integer', nullable: true })
  width!: number | null;

  @ApiProperty({ description: 'Pixels.', type: 'integer', nullable: true })
  height!: number | null;

  @ApiProperty({ type: 'integer', nullable: true })
  seed!: number | null;
}

export class VideoGenerationsPropertiesDto {
  @ApiProperty({ description: 'The prompt.', type: String })
  input!: string;

  @ApiProperty({ description: 'The model as asked for.', type: String })
  origin_model_name!: string;

  @ApiProperty({ description: 'The model that serves it.', type: String })
  upstream_model_name!: string;
}

/** The task once more, as older clients and chained gateways read it. */
export class VideoGenerationsEnvelopeDto {
  @ApiProperty({ example: EXAMPLE_ID, type: String })
  id!: string;

  @ApiProperty({ example: EXAMPLE_ID, type: String })
  task_id!: string;

  @ApiProperty({ description: 'The provider that serves it.', example: 'sandbox', type: String })
  platform!: string;

  @ApiProperty({ enum: ['textGenerate', 'generate'], description: 'From words, or from files too.' })
  action!: string;

  @ApiProperty({ enum: LEGACY_STATUSES })
  status!: string;

  @ApiProperty({ description: 'Empty unless failed.', type: String })
  fail_reason!: string;

  @ApiProperty({ description: 'Empty until completed.', type: String })
  result_url!: string;

  @ApiProperty({ description: 'Unix seconds.', type: 'integer' })
  submit_time!: number;

  @ApiProperty({ description: 'Unix seconds; 0 before.', type: 'integer' })
  start_time!: number;

  @ApiProperty({ description: 'Unix seconds; 0 before.', type: 'integer' })
  finish_time!: number;

  @ApiProperty({ example: '45%', type: String })
  progress!: string;

  @ApiProperty({ type: VideoGenerationsPropertiesDto })
  properties!: VideoGenerationsPropertiesDto;

  @ApiProperty({ ...OBJECT, description: 'The `metadata` of the request.' })
  data!: object;
}

export class VideoGenerationsTaskDto extends VideoGenerationsCreatedDto {
  @ApiProperty({
    description: 'Link to the video that needs no key and works for some hours; ask again for a fresh one.',
    type: String,
    nullable: true,
  })
  url!: string | null;

  @ApiProperty({ description: 'Of the file.', example: 'mp4', type: String, nullable: true })
  format!: string | null;

  @ApiProperty({
    description: 'Measured once completed, before that as asked for.',
    type: VideoGenerationsFactsDto,
  })
  metadata!: VideoGenerationsFactsDto;

  @ApiProperty({ description: 'Present once failed.', type: VideoGenerationsErrorDto, nullable: true })
  error!: VideoGenerationsErrorDto | null;

  @ApiProperty({ description: 'Of the envelope: always `success`.', example: 'success', type: String })
  code!: string;

  @ApiProperty({ description: 'Of the envelope: always empty.', example: '', type: String })
  message!: string;

  @ApiProperty({ type: VideoGenerationsEnvelopeDto })
  data!: VideoGenerationsEnvelopeDto;
}
