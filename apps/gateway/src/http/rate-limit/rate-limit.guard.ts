import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Clock, GatewayError, callerOf } from '@onereel/core';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';
import { CLOCK } from '../../engine/clock';
import { PublicRoutes } from '../auth/public-routes';
import { TokenBuckets } from './token-buckets';

/** Requests per minute and API key, over all routes together; after the auth guard, before the body is read. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly buckets: TokenBuckets | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly publicRoutes: PublicRoutes,
  ) {
    this.buckets = config.rateLimitPerMinute > 0 ? new TokenBuckets(config.rateLimitPerMinute) : undefined;
  }

  canActivate(context: ExecutionContext): boolean {
    if (!this.buckets || this.publicRoutes.includes(context)) return true;
    const { ownerId } = callerOf(context.switchToHttp().getRequest<object>());
    const taken = this.buckets.take(ownerId, this.clock.now());
    if (taken.ok) return true;
    throw new GatewayError('rate_limited', {
      message: `More than ${this.config.rateLimitPerMinute} requests per minute with this API key. Wait and try again.`,
      retryAfterSeconds: Math.ceil(taken.waitSeconds),
    });
  }
}
