import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { CAMERA_STRENGTHS, CAMERA_TEMPLATES, VISUAL_RATIOS } from '../wire/req-key-table';

const TASK_ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';
const TEXTS = { type: 'array', items: { type: 'string' }, maxItems: 2 } as const;

/** Body of both actions. Documentation only: the mapper reads the values. */
export class JimengActionDto {
  @ApiPropertyOptional({
    description: 'Product of Jimeng, or any other model of this gateway. Without it the pictures decide.',
    example: 'jimeng_t2v_v30',
    type: String,
  })
  req_key?: string;

  @ApiPropertyOptional({
    description: 'The video in words; required without a picture.',
    maxLength: 800,
    type: String,
  })
  prompt?: string;

  @ApiPropertyOptional({
    description: 'The same seed gives similar videos; -1: any.',
    default: -1,
    type: 'integer',
  })
  seed?: number;

  @ApiPropertyOptional({
    description: '24 per second, and one: 121 are 5 seconds, 241 are 10.',
    default: 121,
    example: 121,
    type: 'integer',
  })
  frames?: number;

  @ApiPropertyOptional({ description: 'Videos from text only.', enum: VISUAL_RATIOS, default: '16:9' })
  aspect_ratio?: string;

  @ApiPropertyOptional({
    ...TEXTS,
    description: 'First frame, or first and last frame, as URLs. This or `binary_data_base64`.',
  })
  image_urls?: string[];

  @ApiPropertyOptional({ ...TEXTS, description: 'The same as base64.' })
  binary_data_base64?: string[];

  @ApiPropertyOptional({ description: 'Camera move of `jimeng_i2v_recamera_v30`.', enum: CAMERA_TEMPLATES })
  template_id?: string;

  @ApiPropertyOptional({ description: 'How strongly it moves.', enum: CAMERA_STRENGTHS, default: 'medium' })
  camera_strength?: string;

  @ApiPropertyOptional({
    description: '`CVSync2AsyncGetResult`: the task to tell about.',
    example: TASK_ID,
    type: String,
  })
  task_id?: string;

  @ApiPropertyOptional({
    description: '`CVSync2AsyncGetResult`: options as JSON text; read without effect.',
    type: String,
  })
  req_json?: string;
}

export class JimengDataDto {
  @ApiPropertyOptional({ description: 'Of a submission.', example: TASK_ID, type: String })
  task_id?: string;

  @ApiPropertyOptional({ enum: ['in_queue', 'generating', 'done', 'not_found', 'expired'] })
  status?: string;

  @ApiPropertyOptional({ description: 'When done. Needs no key, works for some hours.', type: String })
  video_url?: string;

  @ApiPropertyOptional({ type: Boolean })
  aigc_meta_tagged?: boolean;
}

export class JimengWarningDto {
  @ApiPropertyOptional({ type: String })
  field?: string;

  @ApiProperty({ type: String })
  message!: string;
}

export class JimengAnswerDto {
  @ApiProperty({ description: '10000 = fine.', example: 10000, type: 'integer' })
  code!: number;

  @ApiProperty({ type: JimengDataDto, nullable: true })
  data!: JimengDataDto | null;

  @ApiProperty({ example: 'Success', type: String })
  message!: string;

  @ApiProperty({ type: String })
  request_id!: string;

  @ApiProperty({ description: 'The same as `code`.', example: 10000, type: 'integer' })
  status!: number;

  @ApiProperty({ example: '104.852ms', type: String })
  time_elapsed!: string;

  @ApiPropertyOptional({ description: 'The task, also where generic clients look.', type: String })
  task_id?: string;

  @ApiPropertyOptional({ description: 'What the model will not do as asked.', type: [JimengWarningDto] })
  warnings?: JimengWarningDto[];
}

const OBJECT = { type: 'object', additionalProperties: true } as const;

export class JimengErrorDto {
  @ApiProperty({ description: 'A code of Jimeng other than 10000.', example: 50215, type: 'integer' })
  code!: number;

  @ApiProperty({ type: 'null', nullable: true, description: 'Always null.' })
  data!: null;

  @ApiProperty({ type: String })
  message!: string;

  @ApiProperty({ type: String })
  request_id!: string;

  @ApiProperty({ description: 'The same as `code`.', example: 50215, type: 'integer' })
  status!: number;

  @ApiProperty({ example: '1.234ms', type: String })
  time_elapsed!: string;

  @ApiPropertyOptional({
    ...OBJECT,
    description:
      'RequestId, Action, Version, Service, Region and Error, where the cloud itself would have refused.',
  })
  ResponseMetadata?: object;

  @ApiProperty({ ...OBJECT, description: 'message, type, param and code, as generic clients read them.' })
  error!: object;
}
