import { type ExecutionContext, Inject, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { PUBLIC_ROUTE } from '@onereel/core';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';

const PUBLIC_WHEN = 'onereel:public-when';

type Condition = (config: GatewayConfig) => boolean;

/** Needs no API key when the configuration says so. */
export const PublicWhen = (condition: Condition): MethodDecorator & ClassDecorator =>
  SetMetadata(PUBLIC_WHEN, condition);

/** Knows which routes need no API key. */
@Injectable()
export class PublicRoutes {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly reflector: Reflector,
  ) {}

  includes(context: ExecutionContext): boolean {
    const places = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC_ROUTE, places)) return true;
    return (
      this.reflector.getAllAndOverride<Condition | undefined>(PUBLIC_WHEN, places)?.(this.config) ?? false
    );
  }
}
