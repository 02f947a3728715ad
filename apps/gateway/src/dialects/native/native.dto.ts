import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const OBJECT = { type: 'object', additionalProperties: true } as const;
const STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'];

export class NativeWarningDto {
  @ApiProperty({ description: 'What became of it.', example: 'unsupported', type: String })
  kind!: string;

  @ApiPropertyOptional({ description: 'The field concerned.', example: 'seed', type: String })
  field?: string;

  @ApiProperty({ description: 'What the model does instead.', type: String })
  message!: string;
}

export class NativeTaskCreatedDto {
  @ApiProperty({ description: 'Id to poll with.', example: 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h', type: String })
  task_id!: string;

  @ApiProperty({ enum: STATUSES, example: 'pending' })
  status!: string;

  @ApiProperty({ description: 'Says where to poll.', type: String })
  message!: string;

  @ApiPropertyOptional({
    description: 'What the model cannot honor as asked; absent when there is nothing.',
    type: [NativeWarningDto],
  })
  warnings?: NativeWarningDto[];
}

export class NativeErrorDto {
  @ApiProperty({
    description: 'Whose fault: of the request and its content, or of a service.',
    enum: ['VideoGenerationError', 'ServiceError'],
  })
  type!: string;

  @ApiProperty({
    description: 'What is wrong and what to do; contains `content_policy` when the vendor moderated it.',
    type: String,
  })
  message!: string;

  @ApiProperty({ description: 'May the same request succeed later without being changed?', type: Boolean })
  retryable!: boolean;

  @ApiProperty({ description: 'A code of the error reference.', example: 'invalid_parameter', type: String })
  code!: string;

  @ApiPropertyOptional({ description: 'The field at fault.', example: 'duration', type: String })
  param?: string;
}

export class NativeErrorBodyDto {
  @ApiProperty({ type: NativeErrorDto })
  error!: NativeErrorDto;

  @ApiProperty({ description: 'The message again, for clients that read `detail`.', type: String })
  detail!: string;
}

export class NativeVideoDto {
  @ApiProperty({
    description: 'Where to download the file, with the API key that created the task.',
    type: String,
    nullable: true,
  })
  video_url!: string | null;

  @ApiProperty({ description: 'Measured length in seconds.', type: Number, nullable: true })
  duration!: number | null;

  @ApiProperty({ description: 'Measured frames per second.', type: Number, nullable: true })
  fps!: number | null;

  @ApiProperty({
    description: 'Measured WIDTHxHEIGHT in pixels.',
    example: '1920x1080',
    type: String,
    nullable: true,
  })
  resolution!: string | null;

  @ApiProperty({ description: 'Has it sound?', type: Boolean, nullable: true })
  has_audio!: boolean | null;

  @ApiProperty({ example: 'video/mp4', type: String, nullable: true })
  media_type!: string | null;

  @ApiProperty({ description: 'File size in bytes.', type: 'integer', nullable: true })
  bytes!: number | null;

  @ApiProperty({ description: 'SHA-256 of the file, lower-case hex.', type: String, nullable: true })
  sha256!: string | null;
}

export class NativeVideoResultDto extends NativeVideoDto {
  @ApiProperty({ description: 'All videos of the task, the first one included.', type: [NativeVideoDto] })
  videos!: NativeVideoDto[];
}

export class NativeTaskResultDto {
  @ApiProperty({ type: NativeVideoResultDto })
  result!: NativeVideoResultDto;
}

class NativeTaskStateDto {
  @ApiProperty({ example: 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h', type: String })
  task_id!: string;

  @ApiProperty({ description: 'The last three are final.', enum: STATUSES })
  status!: string;

  @ApiProperty({ description: 'Percent; never falls.', minimum: 0, maximum: 100, type: 'integer' })
  progress!: number;

  @ApiProperty({ description: 'Present once failed.', type: NativeErrorDto, nullable: true })
  error!: NativeErrorDto | null;

  @ApiProperty({ description: 'ISO 8601, UTC.', type: String, format: 'date-time' })
  created_at!: string;

  @ApiProperty({ description: 'ISO 8601, UTC.', type: String, format: 'date-time' })
  updated_at!: string;
}

export class NativeVideoStatusDto extends NativeTaskStateDto {
  @ApiProperty({ description: 'Present once completed.', type: String, nullable: true })
  video_url!: string | null;
}

export class NativeTaskDto extends NativeTaskStateDto {
  @ApiProperty({ example: 'video_generation', type: String })
  type!: string;

  @ApiProperty({ description: 'Present once completed.', type: NativeTaskResultDto, nullable: true })
  result!: NativeTaskResultDto | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  completed_at!: string | null;

  @ApiProperty({
    description: 'When the files are removed.',
    type: String,
    format: 'date-time',
    nullable: true,
  })
  expires_at!: string | null;

  @ApiProperty({ description: 'The model that serves it.', example: 'sandbox', type: String })
  model!: string;

  @ApiProperty({ example: 'sandbox', type: String })
  provider!: string;

  @ApiProperty({ description: 'The API it was created through.', example: 'native', type: String })
  dialect!: string;

  @ApiProperty({ description: 'Tasks ahead of this one, while it waits.', type: 'integer', nullable: true })
  queue_position!: number | null;

  @ApiProperty({ ...OBJECT, description: 'What was really asked of the vendor.' })
  applied!: object;

  @ApiProperty({ type: [NativeWarningDto] })
  warnings!: NativeWarningDto[];

  @ApiProperty({ type: String, nullable: true })
  external_id!: string | null;

  @ApiProperty({ ...OBJECT, description: 'As sent with the request.' })
  metadata!: object;
}

export class NativeTaskListDto {
  @ApiProperty({ type: [NativeTaskDto] })
  tasks!: NativeTaskDto[];

  @ApiProperty({ description: 'Is there a next page?', type: Boolean })
  has_more!: boolean;

  @ApiProperty({ description: 'Send it as `after` for the next page.', type: String, nullable: true })
  next_after!: string | null;
}

export class NativeTaskDeletedDto {
  @ApiProperty({ example: 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h', type: String })
  task_id!: string;

  @ApiProperty({ example: true, type: Boolean })
  deleted!: boolean;
}
