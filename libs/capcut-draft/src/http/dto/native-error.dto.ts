import { ApiProperty } from '@nestjs/swagger';

export class NativeDraftErrorDetail {
  @ApiProperty({ type: String, description: 'What is wrong, where, and what to do.' })
  message!: string;

  @ApiProperty({ type: String, description: 'Kind of error.', example: 'not_found_error' })
  type!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The field at fault.' })
  param!: string | null;

  @ApiProperty({ type: String, description: 'Code of the error table.', example: 'not_found' })
  code!: string;
}

/** Errors of the drafts as resources, as every native route of the host answers them. */
export class NativeDraftError {
  @ApiProperty({ type: NativeDraftErrorDetail, description: 'What went wrong.' })
  error!: NativeDraftErrorDetail;
}
