import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { QUALITY_NAMES, RENDER_FORMATS, VIDEO_CODECS, WATERMARK_POSITIONS } from '@onereel/capcut-draft';

const OBJECT = { type: 'object', additionalProperties: true } as const;
const STATES = ['pending', 'processing', 'completed', 'failed', 'cancelled'];

export class RenderRangeDto {
  @ApiPropertyOptional({ type: Number, minimum: 0, description: 'Seconds; default 0.' })
  start?: number;

  @ApiPropertyOptional({ type: Number, minimum: 0, description: 'Seconds; default the end of the draft.' })
  end?: number;
}

export class RenderWatermarkDto {
  @ApiPropertyOptional({ type: String, description: 'Picture: http(s) URL or `task://<id>`.' })
  image?: string;

  @ApiPropertyOptional({ type: String, maxLength: 200, description: 'Or a line of text.' })
  text?: string;

  @ApiPropertyOptional({
    enum: WATERMARK_POSITIONS,
    default: 'bottom-right',
    description: 'Where it stands.',
  })
  position?: string;

  @ApiPropertyOptional({
    type: Number,
    minimum: 0.01,
    maximum: 1,
    description:
      'Width of the picture as a share of the film (default 0.15), or height of a line of text as a share of its height (default 0.05).',
  })
  scale?: number;

  @ApiPropertyOptional({ type: Number, minimum: 0, maximum: 1, default: 0.8, description: 'Opacity.' })
  opacity?: number;

  @ApiPropertyOptional({
    type: Number,
    minimum: 0,
    maximum: 0.4,
    default: 0.03,
    description: 'Distance from the edges as a share of the shorter side.',
  })
  margin?: number;
}

/** Body of `POST /api/v1/renders`. Documentation only: `readRender` reads the values. */
export class CreateRenderDto {
  @ApiPropertyOptional({ type: String, description: 'Draft to render; or send `draft`.' })
  draft_id?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Default: as the draft stands now.' })
  revision?: number;

  @ApiPropertyOptional({
    ...OBJECT,
    description:
      'The timeline itself (draft_content.json); it is kept as a draft, whose id is in the answer.',
  })
  draft?: object;

  @ApiPropertyOptional({ enum: RENDER_FORMATS, description: 'Default: what the codec is kept in, else mp4.' })
  format?: string;

  @ApiPropertyOptional({
    enum: VIDEO_CODECS,
    description: 'mp4: h264, h265, av1. webm: vp9, av1. mov: prores, h264, h265. The first is the default.',
  })
  codec?: string;

  @ApiPropertyOptional({ enum: QUALITY_NAMES, default: 'balanced', description: 'How much time to spend.' })
  preset?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 16,
    maximum: 7680,
    description: 'Pixels; one side alone keeps the shape. Default: the canvas.',
  })
  width?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 16, maximum: 7680, description: 'Pixels.' })
  height?: number;

  @ApiPropertyOptional({ type: Number, minimum: 0.05, maximum: 4, description: 'Factor on the canvas.' })
  scale?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: 120, description: 'Default: the draft’s.' })
  fps?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: 63,
    description: 'Quality, lower is better: to 51 for h264 and h265, to 63 for vp9 and av1.',
  })
  crf?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 50,
    maximum: 200_000,
    description: 'Instead of `crf`: average of the picture.',
  })
  bitrate_kbps?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 32, maximum: 320, description: 'Of the sound.' })
  audio_bitrate_kbps?: number;

  @ApiPropertyOptional({ type: RenderRangeDto, description: 'Part of the film.' })
  range?: RenderRangeDto;

  @ApiPropertyOptional({ type: RenderWatermarkDto, description: 'Over the whole film.' })
  watermark?: RenderWatermarkDto;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Refuse when something would be skipped.',
  })
  strict?: boolean;

  @ApiPropertyOptional({ type: String, description: 'Told when the render ends.' })
  callback_url?: string;

  @ApiPropertyOptional({ type: String, maxLength: 255, description: 'Your own id.' })
  external_id?: string;

  @ApiPropertyOptional({ ...OBJECT, description: 'Echoed back.' })
  metadata?: object;
}

export class RenderResultDto {
  @ApiProperty({ type: String, description: 'Needs the API key; ranges are served.' })
  url!: string;

  @ApiProperty({ type: String, description: 'Such as `video/mp4`.' })
  media_type!: string;

  @ApiProperty({ type: 'integer', description: 'Size.' })
  bytes!: number;

  @ApiProperty({ type: String, description: 'Of the file, hexadecimal.' })
  sha256!: string;

  @ApiProperty({ type: Number, nullable: true, description: 'Seconds.' })
  duration!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Pixels.' })
  width!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Pixels.' })
  height!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Frames per second.' })
  fps!: number | null;

  @ApiProperty({ type: Boolean, nullable: true, description: 'Whether it can be heard.' })
  has_audio!: boolean | null;
}

export class RenderReportLinksDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'Constructs by grade: exact, near, approximate, skipped.',
  })
  counts!: object;

  @ApiProperty({ type: String, description: 'All rows as JSON.' })
  url!: string;

  @ApiProperty({ type: String, description: 'As a page, with a frame of each affected segment.' })
  page_url!: string;
}

export class RenderErrorDto {
  @ApiProperty({ type: String, description: 'Code of the error table.' })
  code!: string;

  @ApiProperty({ type: String, description: 'What went wrong and what to do.' })
  message!: string;

  @ApiProperty({ type: Boolean, description: 'Whether the same render may succeed later.' })
  retryable!: boolean;
}

export class RenderDto {
  @ApiProperty({ type: String, description: 'Also the id of the task: `task://<id>` is a material.' })
  id!: string;

  @ApiProperty({ type: String, enum: STATES, description: 'State.' })
  status!: string;

  @ApiProperty({ type: 'integer', description: 'Frames done of all frames, in percent.' })
  progress!: number;

  @ApiProperty({ type: String, description: 'The draft it shows.' })
  draft_id!: string;

  @ApiProperty({ type: 'integer', description: 'Revision of the draft.' })
  revision!: number;

  @ApiProperty({ ...OBJECT, description: 'What was asked for beyond the draft.' })
  options!: object;

  @ApiProperty({ type: RenderResultDto, nullable: true, description: 'When completed.' })
  result!: RenderResultDto | null;

  @ApiProperty({ type: RenderReportLinksDto, nullable: true, description: 'When completed.' })
  report!: RenderReportLinksDto | null;

  @ApiProperty({ type: RenderErrorDto, nullable: true, description: 'When failed.' })
  error!: RenderErrorDto | null;

  @ApiProperty({ type: String, description: 'ISO 8601.' })
  created_at!: string;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 8601.' })
  started_at!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 8601.' })
  completed_at!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'When its files are removed, ISO 8601.' })
  expires_at!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Your own id.' })
  external_id!: string | null;

  @ApiProperty({ ...OBJECT, description: 'As sent.' })
  metadata!: object;
}

export class RenderListDto {
  @ApiProperty({ type: [RenderDto], description: 'Newest first.' })
  renders!: RenderDto[];

  @ApiProperty({ type: Boolean, description: 'Whether there are more.' })
  has_more!: boolean;

  @ApiProperty({ type: String, nullable: true, description: '`after` of the next page.' })
  next_after!: string | null;
}

export class RenderDeletedDto {
  @ApiProperty({ type: String, description: 'Id.' })
  id!: string;

  @ApiProperty({ type: Boolean, description: 'Always true.' })
  deleted!: boolean;
}
