import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { NativeErrorDto } from './native.dto';

export class NativeWebhookSecretDto {
  @ApiProperty({
    description:
      "Signs the messages about your tasks and nobody else's: for the libraries of Standard Webhooks.",
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    type: String,
  })
  secret!: string;
}

export class NativeRedeliverDto {
  @ApiPropertyOptional({
    description: 'Where to send it instead; needed when the former address had a query and had worked.',
    example: 'https://example.com/hooks/video',
    type: String,
    nullable: true,
  })
  callback_url?: string | null;
}

export class NativeWebhookDto {
  @ApiProperty({ example: 'evt_01jd3c4y5z6a7b8c9d0e1f2g3h', type: String })
  id!: string;

  @ApiProperty({ example: 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h', type: String })
  task_id!: string;

  @ApiProperty({
    description: '`webhook-id` of the message: the same over tries and redeliveries.',
    example: 'evt_01jd3c4y5z6a7b8c9d0e1f2g3h',
    type: String,
  })
  message_id!: string;

  @ApiProperty({ enum: ['video.completed', 'video.failed', 'video.cancelled'], example: 'video.completed' })
  type!: string;

  @ApiProperty({
    description: 'Without its query.',
    example: 'https://example.com/hooks/video',
    type: String,
  })
  url!: string;

  @ApiProperty({ enum: ['pending', 'delivered', 'failed'], example: 'delivered' })
  status!: string;

  @ApiProperty({ description: 'Times it was posted.', type: 'integer', example: 1 })
  attempts!: number;

  @ApiProperty({ description: 'ISO 8601, UTC.', type: String, format: 'date-time' })
  created_at!: string;

  @ApiProperty({ description: 'When it is tried again.', type: String, format: 'date-time', nullable: true })
  next_try_at!: string | null;

  @ApiProperty({ description: 'Why the last try failed.', type: NativeErrorDto, nullable: true })
  error!: NativeErrorDto | null;
}

export class NativeWebhookListDto {
  @ApiProperty({ type: [NativeWebhookDto], description: 'Oldest first.' })
  webhooks!: NativeWebhookDto[];
}
