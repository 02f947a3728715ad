import { Inject, Injectable } from '@nestjs/common';
import { type Clock, GatewayError } from '@onereel/core';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';
import { CLOCK } from '../../engine/clock';
import { TokenBuckets } from '../rate-limit/token-buckets';

/** Stops addresses that keep trying wrong keys; while one is stopped, no key of it is looked at. */
@Injectable()
export class WrongKeyLimit {
  private readonly buckets: TokenBuckets | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const { wrongKeysPerMinute } = config;
    this.buckets = wrongKeysPerMinute > 0 ? new TokenBuckets(wrongKeysPerMinute) : undefined;
  }

  /** @throws `rate_limited` */
  check(address: string): void {
    const wait = this.buckets?.waitSeconds(address, this.clock.now()) ?? 0;
    if (wait === 0) return;
    throw new GatewayError('rate_limited', {
      message: 'Too many wrong API keys came from this address. Correct the key, wait and try again.',
      retryAfterSeconds: Math.ceil(wait),
    });
  }

  count(address: string): void {
    this.buckets?.take(address, this.clock.now());
  }
}
