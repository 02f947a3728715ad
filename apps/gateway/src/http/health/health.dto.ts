import { ApiProperty } from '@nestjs/swagger';

export class HealthLiveDto {
  @ApiProperty({ enum: ['ok'], example: 'ok' })
  status!: 'ok';
}

export class HealthPartDto {
  @ApiProperty({ example: true })
  ok!: boolean;

  @ApiProperty({ type: String, nullable: true, description: 'What is wrong and what to do.', example: null })
  message!: string | null;
}

export class HealthMediaDto extends HealthPartDto {
  @ApiProperty({ type: String, nullable: true, description: 'Version of ffmpeg.', example: '7.1.1' })
  version!: string | null;
}

export class HealthRestingDto {
  @ApiProperty({ example: 'default' })
  credential!: string;

  @ApiProperty({ enum: ['open', 'half_open'], description: '`half_open`: one create call probes it.' })
  state!: 'open' | 'half_open';

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  until!: string | null;
}

export class HealthProviderDto {
  @ApiProperty({ example: 'sandbox' })
  id!: string;

  @ApiProperty({ enum: ['ready', 'unconfigured'], example: 'ready' })
  status!: 'ready' | 'unconfigured';

  @ApiProperty({ type: [String], description: 'Environment keys to set.', example: [] })
  missing!: string[];

  @ApiProperty({
    type: [HealthRestingDto],
    description:
      'Credentials that get no create calls in this process because the vendor failed several times.',
    example: [],
  })
  resting!: HealthRestingDto[];
}

export class HealthReadyDto {
  @ApiProperty({ enum: ['ready', 'not_ready'], example: 'ready' })
  status!: 'ready' | 'not_ready';

  @ApiProperty({ type: HealthPartDto, description: 'The task table.' })
  store!: HealthPartDto;

  @ApiProperty({ type: HealthPartDto, description: 'The queue of steps.' })
  queue!: HealthPartDto;

  @ApiProperty({ type: HealthPartDto, description: 'The store of result files.' })
  artifacts!: HealthPartDto;

  @ApiProperty({ type: HealthMediaDto })
  ffmpeg!: HealthMediaDto;

  @ApiProperty({ type: [HealthProviderDto] })
  providers!: HealthProviderDto[];
}
