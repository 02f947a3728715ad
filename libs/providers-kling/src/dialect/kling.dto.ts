import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const OBJECT = { type: 'object', additionalProperties: true } as const;
const OBJECTS = { type: 'array', items: OBJECT } as const;
const TASK_ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';

export class KlingWatermarkDto {
  @ApiProperty({ type: Boolean })
  enabled!: boolean;
}

export class KlingCameraControlDto {
  @ApiProperty({ enum: ['simple', 'down_back', 'forward_up', 'right_turn_forward', 'left_turn_forward'] })
  type!: string;

  @ApiPropertyOptional({
    ...OBJECT,
    description:
      'With `simple` only: exactly one of horizontal, vertical, pan, tilt, roll, zoom that is not 0, from -10 to 10.',
    example: { zoom: -5 },
  })
  config?: Record<string, number>;
}

/** What both create calls share. Documentation only: the mapper reads the values. */
export class KlingVideoOptionsDto {
  @ApiPropertyOptional({
    description: 'Model name, of Kling or of any other model this gateway serves.',
    default: 'kling-v1',
    example: 'kling-v2-6',
    type: String,
  })
  model_name?: string;

  @ApiPropertyOptional({ description: 'The same as `model_name`.', type: String })
  model?: string;

  @ApiPropertyOptional({ description: 'What should not appear.', maxLength: 2500, type: String })
  negative_prompt?: string;

  @ApiPropertyOptional({
    description: 'How closely the prompt is followed; Kling v1 models only.',
    minimum: 0,
    maximum: 1,
    type: Number,
  })
  cfg_scale?: number;

  @ApiPropertyOptional({ description: '720p, 1080p or 4k.', enum: ['std', 'pro', '4k'] })
  mode?: string;

  @ApiPropertyOptional({
    description: 'Seconds, as string or number.',
    default: '5',
    example: '5',
    oneOf: [{ type: 'string' }, { type: 'number' }],
  })
  duration?: string | number;

  @ApiPropertyOptional({ description: 'Sound with the picture.', enum: ['on', 'off'], default: 'off' })
  sound?: string;

  @ApiPropertyOptional({ type: KlingCameraControlDto })
  camera_control?: KlingCameraControlDto;

  @ApiPropertyOptional({ description: 'Several shots in one video; v3.', type: Boolean })
  multi_shot?: boolean;

  @ApiPropertyOptional({ enum: ['customize', 'intelligence'] })
  shot_type?: string;

  @ApiPropertyOptional({ ...OBJECTS, description: 'Up to 6 of {index, prompt, duration}; v3.', maxItems: 6 })
  multi_prompt?: object[];

  @ApiPropertyOptional({ ...OBJECTS, description: 'Up to 2 of {voice_id}.', maxItems: 2 })
  voice_list?: object[];

  @ApiPropertyOptional({ type: KlingWatermarkDto })
  watermark_info?: KlingWatermarkDto;

  @ApiPropertyOptional({
    description: 'Where to report every change of state.',
    format: 'uri',
    type: String,
  })
  callback_url?: string;

  @ApiPropertyOptional({
    description: 'Your own id, unique per API key; tasks can be read by it.',
    type: String,
  })
  external_task_id?: string;

  @ApiPropertyOptional({ description: 'Pixels; together with `height` instead of a ratio.', type: 'integer' })
  width?: number;

  @ApiPropertyOptional({ description: 'Pixels.', type: 'integer' })
  height?: number;

  @ApiPropertyOptional({
    description: 'Frames per second, where the model lets you choose.',
    type: 'integer',
  })
  fps?: number;

  @ApiPropertyOptional({ description: 'Where the model takes one.', type: 'integer' })
  seed?: number;

  @ApiPropertyOptional({ description: 'Number of videos, where the model makes several.', type: 'integer' })
  n?: number;

  @ApiPropertyOptional({ description: 'Always `url`.', type: String })
  response_format?: string;

  @ApiPropertyOptional({ description: 'Your id of the end user; kept with the task.', type: String })
  user?: string;

  @ApiPropertyOptional({
    ...OBJECT,
    description: 'Kept with the task. Fields of this API found in it count as if sent beside it.',
  })
  metadata?: object;
}

/** Body of `POST /kling/v1/videos/text2video`. */
export class KlingText2VideoDto extends KlingVideoOptionsDto {
  @ApiProperty({
    description: 'The video in words; optional with `multi_prompt`.',
    maxLength: 2500,
    type: String,
  })
  prompt!: string;

  @ApiPropertyOptional({ enum: ['16:9', '9:16', '1:1'], default: '16:9' })
  aspect_ratio?: string;
}

/** Body of `POST /kling/v1/videos/image2video`. */
export class KlingImage2VideoDto extends KlingVideoOptionsDto {
  @ApiPropertyOptional({
    description: 'First frame, JPEG or PNG: a URL or base64. This or `image_tail` is required.',
    type: String,
  })
  image?: string;

  @ApiPropertyOptional({ description: 'Last frame: a URL or base64.', type: String })
  image_tail?: string;

  @ApiPropertyOptional({ description: 'The video in words.', maxLength: 2500, type: String })
  prompt?: string;

  @ApiPropertyOptional({ description: 'Motion brush: what stays still; v1 models.', type: String })
  static_mask?: string;

  @ApiPropertyOptional({
    ...OBJECTS,
    description: 'Motion brush: up to 6 of {mask, trajectories}.',
    maxItems: 6,
  })
  dynamic_masks?: object[];

  @ApiPropertyOptional({ ...OBJECTS, description: 'Up to 3 of {element_id}; v3.', maxItems: 3 })
  element_list?: object[];
}

export class KlingTaskInfoDto {
  @ApiPropertyOptional({ description: 'Your own id.', type: String })
  external_task_id?: string;
}

export class KlingVideoDto {
  @ApiProperty({ type: String })
  id!: string;

  @ApiProperty({
    description: 'Works without a key for some hours; read the task again for a new one.',
    type: String,
  })
  url!: string;

  @ApiProperty({ description: 'Seconds, as text.', example: '5.1', type: String })
  duration!: string;
}

export class KlingTaskResultDto {
  @ApiProperty({ type: [KlingVideoDto] })
  videos!: KlingVideoDto[];
}

export class KlingTaskDataDto {
  @ApiProperty({ example: TASK_ID, type: String })
  task_id!: string;

  @ApiProperty({ enum: ['submitted', 'processing', 'succeed', 'failed'] })
  task_status!: string;

  @ApiPropertyOptional({ description: 'Why it failed.', type: String })
  task_status_msg?: string;

  @ApiProperty({ type: KlingTaskInfoDto })
  task_info!: KlingTaskInfoDto;

  @ApiPropertyOptional({ description: 'Present once succeeded.', type: KlingTaskResultDto })
  task_result?: KlingTaskResultDto;

  @ApiProperty({ description: 'Milliseconds since 1970.', type: 'integer' })
  created_at!: number;

  @ApiProperty({ description: 'Milliseconds since 1970.', type: 'integer' })
  updated_at!: number;
}

export class KlingGenericErrorDto {
  @ApiProperty({ description: 'A code of the error reference.', type: String })
  code!: string;

  @ApiProperty({ type: String })
  message!: string;
}

export class KlingWarningDto {
  @ApiProperty({ example: 'unsupported', type: String })
  kind!: string;

  @ApiPropertyOptional({ description: 'The field concerned.', type: String })
  field?: string;

  @ApiProperty({ description: 'What the model does instead.', type: String })
  message!: string;
}

class KlingAnswerDto {
  @ApiProperty({ description: '0: fine.', enum: [0], type: Number })
  code!: number;

  @ApiProperty({ example: 'SUCCEED', type: String })
  message!: string;

  @ApiProperty({ description: 'For support.', type: String })
  request_id!: string;
}

export class KlingTaskDto extends KlingAnswerDto {
  @ApiProperty({ type: KlingTaskDataDto })
  data!: KlingTaskDataDto;

  @ApiProperty({ description: 'The same as in `data`, for generic clients.', example: TASK_ID, type: String })
  task_id!: string;

  @ApiProperty({ enum: ['queued', 'in_progress', 'completed', 'failed'] })
  status!: string;

  @ApiPropertyOptional({ description: 'The first video, once completed.', type: String })
  url?: string;

  @ApiPropertyOptional({ example: 'mp4', type: String })
  format?: string;

  @ApiPropertyOptional({ ...OBJECT, description: 'duration, fps, width and height of the video.' })
  metadata?: object;

  @ApiPropertyOptional({ description: 'Present once failed.', type: KlingGenericErrorDto })
  error?: KlingGenericErrorDto;

  @ApiPropertyOptional({ description: 'What the model cannot honor as asked.', type: [KlingWarningDto] })
  warnings?: KlingWarningDto[];
}

export class KlingTaskListDto extends KlingAnswerDto {
  @ApiProperty({ type: [KlingTaskDataDto] })
  data!: KlingTaskDataDto[];
}

export class KlingErrorDetailDto extends KlingGenericErrorDto {
  @ApiProperty({ example: 'invalid_request_error', type: String })
  type!: string;

  @ApiProperty({ description: 'The field at fault.', type: String, nullable: true })
  param!: string | null;
}

export class KlingErrorDto {
  @ApiProperty({ description: 'A code of Kling, such as 1201 for a bad parameter.', type: 'integer' })
  code!: number;

  @ApiProperty({ description: 'What is wrong, where, and what to do.', type: String })
  message!: string;

  @ApiProperty({ type: String })
  request_id!: string;

  @ApiProperty({ description: 'The same for generic clients.', type: KlingErrorDetailDto })
  error!: KlingErrorDetailDto;
}
