import { ApiProperty } from '@nestjs/swagger';

export class GatewayErrorDetailDto {
  @ApiProperty({ description: 'What is wrong, where, and what to do.', example: 'No API key was sent.' })
  message!: string;

  @ApiProperty({ example: 'authentication_error' })
  type!: string;

  @ApiProperty({ type: String, nullable: true, description: 'The field at fault.', example: null })
  param!: string | null;

  @ApiProperty({ description: 'Code of the error table.', example: 'authentication_failed' })
  code!: string;
}

/** The body `errorBody` renders. */
export class GatewayErrorDto {
  @ApiProperty({ type: GatewayErrorDetailDto })
  error!: GatewayErrorDetailDto;

  @ApiProperty({ example: 'authentication_failed' })
  code!: string;

  @ApiProperty({ example: 'No API key was sent.' })
  message!: string;

  @ApiProperty({ type: 'null', description: 'Always null.', example: null })
  data!: null;
}
