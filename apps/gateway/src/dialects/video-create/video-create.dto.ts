import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const STATUSES = ['pending', 'processing', 'completed', 'failed'];
const EXAMPLE_ID = 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h';

/** Body of `POST /v1/video/create`. Documentation only: the mapper reads the values. */
export class VideoCreateRequestDto {
  @ApiProperty({
    description:
      'veo2, veo2-fast, veo2-pro, veo2-fast-frames, veo2-fast-components, veo3, veo3-fast, veo3-pro, veo3-pro-frames, veo3.1, ' +
      'veo3.1-fast, or any other model id or alias from `GET /v1/models`.',
    example: 'veo3',
    type: String,
  })
  model!: string;

  @ApiProperty({ description: 'What should happen, in words.', maxLength: 32_000, type: String })
  prompt!: string;

  @ApiPropertyOptional({
    description: 'Let the vendor, or the gateway’s language model, rewrite the prompt.',
    default: false,
    type: Boolean,
  })
  enhance_prompt?: boolean;

  @ApiPropertyOptional({
    description: 'Let the vendor enlarge the picture.',
    default: false,
    type: Boolean,
  })
  enable_upsample?: boolean;

  @ApiPropertyOptional({
    description: '`16:9` or `9:16` with veo3 models, 400 with veo2 models; other models take what they list.',
    example: '16:9',
    type: String,
  })
  aspect_ratio?: string;

  @ApiPropertyOptional({
    description:
      'URLs, data URIs or base64 (PNG, JPEG or WebP). veo2-fast-frames: first and last frame; veo3-pro-frames: first frame; ' +
      'veo2-fast-components: up to 3 elements; the other documented models take none.',
    type: [String],
    maxItems: 8,
  })
  images?: string[];
}

export class VideoCreateWarningDto {
  @ApiProperty({ description: 'What became of it.', example: 'unsupported', type: String })
  kind!: string;

  @ApiPropertyOptional({ description: 'The field concerned.', example: 'enable_upsample', type: String })
  field?: string;

  @ApiProperty({ description: 'What the model does instead.', type: String })
  message!: string;
}

export class VideoCreateErrorDto {
  @ApiProperty({ description: 'A code of the error reference.', example: 'moderated_input', type: String })
  code!: string;

  @ApiProperty({ description: 'What went wrong and what to do.', type: String })
  message!: string;
}

export class VideoCreateCreatedDto {
  @ApiProperty({ description: 'Id to query with.', example: EXAMPLE_ID, type: String })
  id!: string;

  @ApiProperty({ enum: STATUSES, example: 'pending' })
  status!: string;

  @ApiProperty({ description: 'Unix seconds of the last change.', example: 1_768_127_400, type: 'integer' })
  status_update_time!: number;

  @ApiProperty({
    description: 'The rewritten prompt once there is one, otherwise the prompt as sent.',
    type: String,
  })
  enhanced_prompt!: string;

  @ApiPropertyOptional({
    description: 'What the model cannot honor as asked; absent when there is nothing.',
    type: [VideoCreateWarningDto],
  })
  warnings?: VideoCreateWarningDto[];
}

export class VideoCreateTaskDto extends VideoCreateCreatedDto {
  @ApiProperty({
    description: 'Link to the video that needs no key and works for some hours; query again for a fresh one.',
    type: String,
    nullable: true,
  })
  video_url!: string | null;

  @ApiPropertyOptional({ description: 'Present once failed.', type: VideoCreateErrorDto })
  error?: VideoCreateErrorDto;
}
