import { ApiPropertyOptional } from '@nestjs/swagger';
import { OPTION_ROWS, RANGE_ROWS, THUMBNAIL_ROWS, WATERMARK_ROWS } from '@onereel/capcut-draft';
import { ApiOptionRows } from './api-option-rows.decorator';

const OBJECT = { type: 'object', additionalProperties: true } as const;

@ApiOptionRows(RANGE_ROWS)
export class RenderRangeDto {}

@ApiOptionRows(WATERMARK_ROWS)
export class RenderWatermarkDto {
  @ApiPropertyOptional({ type: String, description: 'Picture: http(s) URL or `task://<id>`.' })
  image?: string;

  @ApiPropertyOptional({ type: String, maxLength: 200, description: 'Or a line of text.' })
  text?: string;
}

@ApiOptionRows(THUMBNAIL_ROWS)
export class RenderThumbnailOrderDto {}

/** Body of `POST /api/v1/renders`. Documentation only: `readRender` reads the values. */
@ApiOptionRows(OPTION_ROWS)
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

  @ApiPropertyOptional({ type: RenderRangeDto, description: 'Part of the film.' })
  range?: RenderRangeDto;

  @ApiPropertyOptional({ type: RenderWatermarkDto, description: 'Over the whole film.' })
  watermark?: RenderWatermarkDto;

  @ApiPropertyOptional({
    type: RenderThumbnailOrderDto,
    description: 'A picture of the film, made with it; `true` for all defaults.',
  })
  thumbnail?: RenderThumbnailOrderDto;

  @ApiPropertyOptional({ type: String, description: 'Told when the render ends.' })
  callback_url?: string;

  @ApiPropertyOptional({ type: String, maxLength: 255, description: 'Your own id.' })
  external_id?: string;

  @ApiPropertyOptional({ ...OBJECT, description: 'Echoed back.' })
  metadata?: object;
}

/** The same as a form, which can carry an archive. */
export class CreateRenderFormDto extends CreateRenderDto {
  @ApiPropertyOptional({
    type: 'string',
    format: 'binary',
    description:
      'A zipped draft folder with its media, instead of `draft_id` and `draft`; it is kept as a draft, whose id is in the answer.',
  })
  file?: string;
}
