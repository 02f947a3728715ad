import type { ServerResponse } from 'node:http';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Caller, GatewayError, setCaller } from '@onereel/core';
import type { Request } from 'express';
import { GATEWAY_CONFIG, type GatewayConfig } from '../../config/gateway-config';
import { rawBody } from '../body/raw-body';
import { ApiKeyRing } from './api-key-ring';
import type { AuthScheme } from './auth-scheme';
import { AUTH_SCHEMES } from './auth-scheme-table';
import { refuseForeignPages } from './local-page';
import { PublicRoutes } from './public-routes';
import { WrongKeyLimit } from './wrong-key-limit';

const ANONYMOUS = { ownerId: 'anonymous' };

/** Decides who calls; routes that are not marked public need to know. Runs before any byte of the body is read. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly keys: ApiKeyRing,
    private readonly publicRoutes: PublicRoutes,
    private readonly wrongKeys: WrongKeyLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (this.publicRoutes.includes(context)) {
      // Credentials are welcome here, never required: wrong ones count as none.
      const caller = await this.identify(request).catch(() => undefined);
      if (caller !== undefined) setCaller(request, caller);
      return true;
    }
    const caller = await this.identify(request);
    if (caller === undefined)
      throw this.refusal(schemeOf(request) !== undefined, http.getResponse<ServerResponse>());
    setCaller(request, caller);
    return true;
  }

  /** @throws GatewayError when the address tried too many wrong keys, or a page of another site calls without keys */
  private async identify(request: Request): Promise<Caller | undefined> {
    if (this.config.auth === 'none') {
      refuseForeignPages(request, this.config.corsOrigins);
      return ANONYMOUS;
    }
    const scheme = schemeOf(request);
    if (scheme === undefined) return undefined;
    const address = request.ip ?? '';
    this.wrongKeys.check(address);
    const readBody = (): Promise<Buffer> => rawBody(request, this.config.maxBodyMb * 1_048_576);
    const key = await scheme.verify(request, this.keys, readBody);
    if (key === undefined) this.wrongKeys.count(address);
    return key && { ownerId: key.id };
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

const schemeOf = (request: Request): AuthScheme | undefined =>
  AUTH_SCHEMES.find((candidate) => candidate.matches(request));
