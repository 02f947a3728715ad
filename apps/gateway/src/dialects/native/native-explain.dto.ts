import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const OBJECT = { type: 'object', additionalProperties: true } as const;

export class NativeMomentDto {
  @ApiProperty({ description: 'ISO 8601, UTC.', type: String, format: 'date-time' })
  at!: string;

  @ApiProperty({
    description:
      '`created`, `vendor_call`, `status`, `warning`, `accepted`, `not_sent`, `moved`, `submit_unknown`, `callback`, `poll_failed`, ' +
      '`vendor_completed`, `archived`, `archive_failed`, or another.',
    example: 'vendor_call',
    type: String,
  })
  event!: string;

  @ApiProperty({
    ...OBJECT,
    description:
      'Of a vendor call: method, host, status or error, durationMs, vendorRequestId. Of a status: from, to, code. ' +
      'Of a move: from and to as provider/model/credential, code.',
  })
  data!: object;
}

export class NativeCostEstimateDto {
  @ApiProperty({ example: 0.75, type: Number })
  amount!: number;

  @ApiProperty({ example: 'USD', type: String })
  currency!: string;

  @ApiPropertyOptional({
    description: 'Seconds it was computed for; absent for prices per video.',
    type: Number,
  })
  seconds?: number;

  @ApiProperty({ type: 'integer' })
  videos!: number;

  @ApiPropertyOptional({
    description:
      'What the price depends on and the request left open, so that a default counted: `durationSeconds`, `resolution`, `audio`.',
    type: [String],
    example: ['durationSeconds'],
  })
  assumed?: readonly string[];
}

export class NativeVendorCostDto {
  @ApiProperty({ type: Number })
  amount!: number;

  @ApiProperty({ description: "ISO currency, or the vendor's unit.", example: 'units', type: String })
  unit!: string;
}

export class NativeWaitingDto {
  @ApiProperty({
    description:
      '`slot`: all in-flight slots of the credential are taken. `circuit`: the vendor failed several times and rests. ' +
      '`retry`: the vendor did not take it, it is sent again.',
    enum: ['slot', 'circuit', 'retry'],
  })
  reason!: string;

  @ApiPropertyOptional({ description: 'ISO 8601, UTC, when known.', type: String, format: 'date-time' })
  until?: string;
}

export class NativeExplanationDto {
  @ApiProperty({ example: 'vid_01jd3c4y5z6a7b8c9d0e1f2g3h', type: String })
  task_id!: string;

  @ApiProperty({ enum: ['pending', 'processing', 'completed', 'failed', 'cancelled'] })
  status!: string;

  @ApiProperty({ description: 'The model that serves it.', example: 'sandbox', type: String })
  model!: string;

  @ApiProperty({ example: 'sandbox', type: String })
  provider!: string;

  @ApiProperty({ description: 'Submissions that may have reached the vendor.', type: 'integer' })
  attempts!: number;

  @ApiProperty({
    description: 'Why it has not been sent yet; null once it is on its way.',
    type: NativeWaitingDto,
    nullable: true,
  })
  waiting_for!: NativeWaitingDto | null;

  @ApiProperty({ description: "For the vendor's support.", type: String, nullable: true })
  vendor_task_id!: string | null;

  @ApiProperty({
    description: 'By the price in the model table; never a bill. Null without a price or a length.',
    type: NativeCostEstimateDto,
    nullable: true,
  })
  cost_estimate!: NativeCostEstimateDto | null;

  @ApiProperty({
    description: 'What the vendor says it charged, where it says so.',
    type: NativeVendorCostDto,
    nullable: true,
  })
  vendor_cost!: NativeVendorCostDto | null;

  @ApiProperty({ description: 'Oldest first.', type: [NativeMomentDto] })
  timeline!: NativeMomentDto[];
}
