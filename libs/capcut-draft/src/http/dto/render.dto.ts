import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TextField } from '../fields/field-decorators';
import { CapcutMateAnswer } from './answer.dto';
import { CapcutMateDraftBody } from './draft.dto';

export class CapcutMateGenVideoBody extends CapcutMateDraftBody {
  @TextField({
    about: 'Accepted for clients that send it; the API key of the request counts.',
    maxLength: 200,
  })
  apiKey?: string;
}

export class CapcutMateVideoStatusAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: String, description: 'As sent.' })
  draft_url!: string;

  @ApiProperty({
    type: String,
    enum: ['pending', 'processing', 'completed', 'failed'],
    description: 'Where the render stands.',
  })
  status!: string;

  @ApiProperty({ type: 'integer', description: '0 … 100.' })
  progress!: number;

  @ApiPropertyOptional({ type: String, description: 'When completed.' })
  video_url?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'When completed: `counts` by grade and `rows`, one for every construct.',
  })
  report?: object;

  @ApiPropertyOptional({
    type: String,
    description: 'When completed: the report as a page; needs the API key.',
  })
  report_url?: string;

  @ApiPropertyOptional({ type: String, description: 'When failed.' })
  error_message?: string;

  @ApiProperty({ type: String, description: 'ISO 8601.' })
  created_at!: string;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 8601.' })
  started_at!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'ISO 8601.' })
  completed_at!: string | null;
}

export class CapcutMateCountAnswer extends CapcutMateAnswer {
  @ApiProperty({ type: 'integer', description: 'Renders that wait or run.' })
  count!: number;
}
