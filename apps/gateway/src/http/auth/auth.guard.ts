import type { ServerResponse } from 'node:http';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { GatewayError, setCaller } from '@onereel/core';
import type { Request } from 'express';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';
import { rawBody } from '../body/raw-body';
import { ApiKeyRing } from './api-key-ring';
import { AUTH_SCHEMES } from './auth-scheme-table';
import { refuseForeignPages } from './local-page';
import { PublicRoutes } from './public-routes';
import { WrongKeyLimit } from './wrong-key-limit';

const ANONYMOUS = { ownerId: 'anonymous' };

/** Decides who calls, for every route that is not marked public. Runs before any byte of the body is read. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly keys: ApiKeyRing,
    private readonly publicRoutes: PublicRoutes,
    private readonly wrongKeys: WrongKeyLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.publicRoutes.includes(context)) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (this.config.auth === 'none') {
      refuseForeignPages(request, this.config.corsOrigins);
      setCaller(request, ANONYMOUS);
      return true;
    }
    const address = request.ip ?? '';
    const scheme = AUTH_SCHEMES.find((candidate) => candidate.matches(request));
    const readBody = (): Promise<Buffer> => rawBody(request, this.config.maxBodyMb * 1_048_576);
    if (scheme !== undefined) this.wrongKeys.check(address);
    const key = await scheme?.verify(request, this.keys, readBody);
    if (key === undefined) {
      if (scheme !== undefined) this.wrongKeys.count(address);
      throw this.refusal(scheme !== undefined, http.getResponse<ServerResponse>());
    }
    setCaller(request, { ownerId: key.id });
    return true;
  }

  private refusal(sent: boolean, response: ServerResponse): GatewayError {
    response.setHeader('WWW-Authenticate', 'Bearer realm="onereel"');
    return new GatewayError('authentication_failed', {
      message: sent
        ? 'The API key is wrong or was revoked. List the valid ones with: onereel keys list'
        : 'No API key was sent. Send the header "Authorization: Bearer <key>"; create a key with: onereel keys create',
    });
  }
}
