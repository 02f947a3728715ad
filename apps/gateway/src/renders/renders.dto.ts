import { ApiProperty } from '@nestjs/swagger';
import { API_STATUSES } from '../http/tasks/api-status';

const OBJECT = { type: 'object', additionalProperties: true } as const;

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

export class RenderThumbnailDto {
  @ApiProperty({ type: String, description: 'Needs the API key.' })
  url!: string;

  @ApiProperty({ type: String, description: 'Such as `image/jpeg`.' })
  media_type!: string;

  @ApiProperty({ type: 'integer', description: 'Size.' })
  bytes!: number;
}

export class RenderWarningDto {
  @ApiProperty({ type: String, description: 'What it is about, such as a file of the archive.' })
  field!: string;

  @ApiProperty({ type: String, description: 'What was not taken over.' })
  message!: string;
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

  @ApiProperty({ type: String, enum: API_STATUSES, description: 'State.' })
  status!: string;

  @ApiProperty({ type: 'integer', description: 'Frames done of all frames, in percent.' })
  progress!: number;

  @ApiProperty({ type: 'integer', description: 'Frames that are drawn, copied or were kept from before.' })
  frames_done!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Frames of the film, once they are known.' })
  frames_total!: number | null;

  @ApiProperty({ type: String, description: 'The draft it shows.' })
  draft_id!: string;

  @ApiProperty({ type: 'integer', description: 'Revision of the draft.' })
  revision!: number;

  @ApiProperty({ ...OBJECT, description: 'What was asked for beyond the draft.' })
  options!: object;

  @ApiProperty({ type: RenderResultDto, nullable: true, description: 'When completed.' })
  result!: RenderResultDto | null;

  @ApiProperty({
    type: RenderThumbnailDto,
    nullable: true,
    description: 'When completed, if it was asked for.',
  })
  thumbnail!: RenderThumbnailDto | null;

  @ApiProperty({ type: RenderReportLinksDto, nullable: true, description: 'When completed.' })
  report!: RenderReportLinksDto | null;

  @ApiProperty({ type: [RenderWarningDto], description: 'About the draft as it was sent.' })
  warnings!: RenderWarningDto[];

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
