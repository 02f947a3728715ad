import { ApiPropertyOptional } from '@nestjs/swagger';
import { PREVIEW_FORMATS } from '@onereel/capcut-draft';

/** Body of `POST /api/v1/renders/preview`. Documentation only: `readPreview` reads the values. */
export class PreviewDto {
  @ApiPropertyOptional({ type: String, description: 'Draft to show; or send `draft`.' })
  draft_id?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Default: as the draft stands now.' })
  revision?: number;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'The timeline itself (draft_content.json); it is not kept.',
  })
  draft?: object;

  @ApiPropertyOptional({ type: Number, minimum: 0, default: 0, description: 'Moment in seconds.' })
  at?: number;

  @ApiPropertyOptional({ enum: PREVIEW_FORMATS, default: 'png', description: 'Kind of picture.' })
  format?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 16,
    maximum: 7680,
    description: 'Pixels; the shape is kept, sides become even. Default: the canvas.',
  })
  width?: number;
}
