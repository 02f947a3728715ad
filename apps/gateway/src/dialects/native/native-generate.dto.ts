import { ApiPropertyOptional } from '@nestjs/swagger';

const OBJECT = { type: 'object', additionalProperties: true } as const;
const MEDIA = 'URL, data URI or raw base64';

/** Body of `POST /api/v1/videos/generate`. Documentation only: the mapper reads the values. */
export class NativeGenerateVideoDto {
  @ApiPropertyOptional({
    description: `First frame: ${MEDIA} (PNG, JPEG or WebP). Required unless \`model\` names a model that starts from text alone.`,
    type: String,
  })
  image?: string;

  @ApiPropertyOptional({
    description: 'What should happen, in words. Required without an image.',
    maxLength: 32_000,
    type: String,
  })
  prompt?: string;

  @ApiPropertyOptional({
    description: 'Length in seconds. Absent: the model decides.',
    minimum: 1,
    maximum: 10,
    type: Number,
  })
  duration?: number;

  @ApiPropertyOptional({
    description: 'Frames per second.',
    minimum: 24,
    maximum: 60,
    default: 30,
    type: 'integer',
  })
  fps?: number;

  @ApiPropertyOptional({
    description: 'Pixels as WIDTHxHEIGHT, at most 1920x1080 either way up, or a name such as `720p`.',
    default: '1920x1080',
    type: String,
  })
  resolution?: string;

  @ApiPropertyOptional({
    description: 'Strength of the motion: 0 is still, 1 is strong.',
    minimum: 0,
    maximum: 1,
    default: 0.5,
    type: Number,
  })
  motion_strength?: number;

  @ApiPropertyOptional({
    description: 'Camera movement: horizontal, vertical, in or out, none.',
    enum: ['pan', 'tilt', 'zoom', 'static'],
  })
  camera_motion?: string;

  @ApiPropertyOptional({
    description:
      'Let a language model rewrite the prompt. Without one configured the prompt stays and a warning says what to set.',
    default: false,
    type: Boolean,
  })
  optimize_prompt?: boolean;

  @ApiPropertyOptional({
    description: "Model id or alias from `GET /v1/models`. Absent: the gateway's default model.",
    type: String,
  })
  model?: string;

  @ApiPropertyOptional({ description: 'What should not appear.', maxLength: 32_000, type: String })
  negative_prompt?: string;

  @ApiPropertyOptional({ description: `Last frame: ${MEDIA}.`, type: String })
  last_frame?: string;

  @ApiPropertyOptional({
    description: `Pictures of people, things or a style to keep to, each ${MEDIA}.`,
    type: [String],
    maxItems: 8,
  })
  reference_images?: string[];

  @ApiPropertyOptional({ description: `Video to go on from: ${MEDIA}.`, type: String })
  source_video?: string;

  @ApiPropertyOptional({
    description: 'Shape as W:H for models that choose the pixels themselves, such as `16:9`.',
    type: String,
  })
  aspect_ratio?: string;

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
    default: 1,
    type: 'integer',
  })
  count?: number;

  @ApiPropertyOptional({ description: 'Generate sound with the picture.', type: Boolean })
  audio?: boolean;

  @ApiPropertyOptional({
    description: 'Refuse with 400 instead of warning when the model cannot honor a field.',
    default: false,
    type: Boolean,
  })
  strict?: boolean;

  @ApiPropertyOptional({
    description: 'Your own id, unique among your tasks; list tasks by it.',
    maxLength: 255,
    type: String,
  })
  external_id?: string;

  @ApiPropertyOptional({
    description: 'Told with a POST (Standard Webhooks) when the task has ended.',
    maxLength: 2000,
    type: String,
  })
  callback_url?: string;

  @ApiPropertyOptional({
    ...OBJECT,
    description: 'Stored and echoed, never interpreted. At most 16 KB and 8 levels deep.',
  })
  metadata?: object;

  @ApiPropertyOptional({
    ...OBJECT,
    description: 'Extras of one vendor under its provider id, such as `{"sandbox": {…}}`.',
  })
  provider_options?: object;
}
