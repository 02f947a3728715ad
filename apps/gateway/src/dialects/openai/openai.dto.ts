import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';

const OBJECT = { type: 'object', additionalProperties: true } as const;
const ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';

const REFERENCES = 'Several: references, where the model takes them. Aliases: `image`, `images`, `images[]`.';

/** Body of `POST /v1/videos` as JSON or urlencoded. Documentation only: the mapper reads the values. */
export class OpenAiCreateVideoDto {
  @ApiProperty({ description: 'The video in words; not blank.', maxLength: 32_000, type: String })
  prompt!: string;

  @ApiPropertyOptional({
    description: "Model id or alias from `GET /v1/models`. Absent: the gateway's default model.",
    type: String,
  })
  model?: string;

  @ApiPropertyOptional({
    description:
      'Length in seconds, as string or number; what is allowed depends on the model. Absent: the model decides. Also read from `duration`.',
    oneOf: [{ type: 'string' }, { type: 'number', minimum: 1, maximum: 300 }],
  })
  seconds?: string | number;

  @ApiPropertyOptional({
    description: 'Pixels as WIDTHxHEIGHT (also `1280*720`), or a name such as `720p`.',
    type: String,
  })
  size?: string;

  @ApiPropertyOptional({
    description: `The first frame (PNG, JPEG, WebP): a URL, a data URI, raw base64, or \`{"image_url": …}\`. ${REFERENCES}`,
    oneOf: [
      { type: 'string', description: 'URL, data URI or base64' },
      { type: 'object', properties: { image_url: { type: 'string' } }, required: ['image_url'] },
    ],
  })
  input_reference?: string | object;

  @ApiPropertyOptional({
    description: 'Number of videos; most models make exactly one.',
    minimum: 1,
    maximum: 10,
    default: 1,
    type: 'integer',
  })
  n?: number;

  @ApiPropertyOptional({
    description: 'Same seed, same request: a similar video.',
    minimum: 0,
    maximum: 4_294_967_295,
    type: 'integer',
  })
  seed?: number;

  @ApiPropertyOptional({ description: 'Frames per second.', minimum: 1, maximum: 120, type: Number })
  fps?: number;

  @ApiPropertyOptional({
    description: 'Resolution name, used when `size` is absent: `720p`, `1080p`.',
    type: String,
  })
  resolution?: string;

  @ApiPropertyOptional({ description: 'Shape as W:H, such as `16:9`.', type: String })
  aspect_ratio?: string;

  @ApiPropertyOptional({ description: 'What should not appear.', maxLength: 32_000, type: String })
  negative_prompt?: string;

  @ApiPropertyOptional({
    description: 'Generate sound with the picture. Also read from `generate_audio`.',
    type: Boolean,
  })
  audio?: boolean;

  @ApiPropertyOptional({ description: 'Camera movement.', enum: ['pan', 'tilt', 'zoom', 'static'] })
  camera_motion?: string;

  @ApiPropertyOptional({ description: '0 is still, 1 is strong.', minimum: 0, maximum: 1, type: Number })
  motion_strength?: number;

  @ApiPropertyOptional({ description: 'Let a language model rewrite the prompt.', type: Boolean })
  enhance_prompt?: boolean;

  @ApiPropertyOptional({
    description: 'Your id of the end user; kept in the metadata.',
    maxLength: 255,
    type: String,
  })
  user?: string;

  @ApiPropertyOptional({
    ...OBJECT,
    description: 'Echoed back (object, or JSON text in forms); at most 16 KB and 8 levels deep.',
  })
  metadata?: object;

  @ApiPropertyOptional({
    description: 'Refuse with 400 instead of warning when the model cannot honor a field.',
    default: false,
    type: Boolean,
  })
  strict?: boolean;

  @ApiPropertyOptional({
    ...OBJECT,
    description: 'Extras of one vendor under its provider id, such as `{"sandbox": {…}}`.',
  })
  provider_options?: object;
}

/** The same as multipart, which can carry a file. */
export class OpenAiCreateVideoFormDto extends OmitType(OpenAiCreateVideoDto, ['input_reference']) {
  @ApiPropertyOptional({
    description: `The first frame as a file (PNG, JPEG, WebP); as text, what JSON takes. ${REFERENCES}`,
    type: 'string',
    format: 'binary',
  })
  input_reference?: string;
}

/** Body of `POST /v1/videos/{id}/remix`. */
export class OpenAiRemixVideoDto {
  @ApiProperty({
    description: 'The new video in words; everything else is taken from the source.',
    maxLength: 32_000,
    type: String,
  })
  prompt!: string;
}

export class OpenAiVideoErrorDto {
  @ApiProperty({
    description: 'A code of the error reference.',
    example: 'provider_unavailable',
    type: String,
  })
  code!: string;

  @ApiProperty({ description: 'What went wrong and what to do.', type: String })
  message!: string;
}

export class OpenAiWarningDto {
  @ApiProperty({ example: 'unsupported', type: String })
  kind!: string;

  @ApiPropertyOptional({ description: 'The field concerned.', type: String })
  field?: string;

  @ApiProperty({ description: 'What the model does instead.', type: String })
  message!: string;
}

export class OpenAiVideoDto {
  @ApiProperty({ example: ID, type: String })
  id!: string;

  @ApiProperty({ enum: ['video'] })
  object!: 'video';

  @ApiProperty({ example: 'sandbox', type: String })
  model!: string;

  @ApiProperty({
    description:
      '`queued`, `in_progress`, `completed` or `failed`. Tasks created with `X-Video-Dialect: legacy` say `pending`, `processing`, `completed`, `failed` or `cancelled`.',
    enum: ['queued', 'in_progress', 'completed', 'failed', 'pending', 'processing', 'cancelled'],
  })
  status!: string;

  @ApiProperty({ description: 'Percent; never falls.', minimum: 0, maximum: 100, type: 'integer' })
  progress!: number;

  @ApiProperty({ description: 'Unix time in seconds.', type: 'integer' })
  created_at!: number;

  @ApiProperty({ description: 'The same as `created_at`, for older clients.', type: 'integer' })
  created!: number;

  @ApiProperty({ description: 'Unix time in seconds.', type: 'integer', nullable: true })
  completed_at!: number | null;

  @ApiProperty({
    description: 'When the files are removed; Unix time in seconds.',
    type: 'integer',
    nullable: true,
  })
  expires_at!: number | null;

  @ApiProperty({ description: 'Present once failed.', type: OpenAiVideoErrorDto, nullable: true })
  error!: OpenAiVideoErrorDto | null;

  @ApiProperty({ type: String, nullable: true })
  prompt!: string | null;

  @ApiProperty({ type: String, nullable: true })
  remixed_from_video_id!: string | null;

  @ApiProperty({
    description: 'Length in seconds; `auto` while only the model knows it.',
    example: '4',
    type: String,
  })
  seconds!: string;

  @ApiProperty({
    description: 'WIDTHxHEIGHT; `auto` while only the model knows it.',
    example: '1280x720',
    type: String,
  })
  size!: string;

  @ApiProperty({
    description: 'Where to download the file with the API key that created it; null until completed.',
    type: String,
    nullable: true,
  })
  video_url!: string | null;

  @ApiProperty({ description: 'The same as `id`.', example: ID, type: String })
  task_id!: string;

  @ApiProperty({ ...OBJECT, description: 'As sent with the request, and `url` once completed.' })
  metadata!: object;

  @ApiPropertyOptional({
    description: 'What the model cannot honor as asked; absent when there is nothing.',
    type: [OpenAiWarningDto],
  })
  warnings?: OpenAiWarningDto[];
}

export class OpenAiVideoListDto {
  @ApiProperty({ enum: ['list'] })
  object!: 'list';

  @ApiProperty({ type: [OpenAiVideoDto] })
  data!: OpenAiVideoDto[];

  @ApiProperty({ type: String, nullable: true })
  first_id!: string | null;

  @ApiProperty({ description: 'Send it as `after` for the next page.', type: String, nullable: true })
  last_id!: string | null;

  @ApiProperty({ description: 'Is there a next page?', type: Boolean })
  has_more!: boolean;
}

export class OpenAiVideoDeletedDto {
  @ApiProperty({ example: ID, type: String })
  id!: string;

  @ApiProperty({ enum: ['video.deleted'] })
  object!: 'video.deleted';

  @ApiProperty({ example: true, type: Boolean })
  deleted!: boolean;
}
