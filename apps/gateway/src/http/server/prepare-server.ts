import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Logger } from 'pino';
import type { GatewayConfig } from '../../config/gateway-config';
import { logRequests } from '../logging/log-requests';
import { MetricsRegistry } from '../metrics/metrics-registry';
import { observeRequests } from '../metrics/observe-requests';
import type { PublicAddress } from './public-address';
import { refuseMalformedPaths } from './refuse-malformed-paths';
import { securityHeaders } from './security-headers';

/** Everything pages of this gateway need comes from itself: Swagger UI works without a network. */
const CONTENT_SECURITY_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
    formAction: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    objectSrc: ["'none'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
  },
};
/** Longer than the idle time of usual reverse proxies: the gateway must not be the one that hangs up. */
const KEEP_ALIVE_MS = 65_000;
/** A large upload over a slow line; strangers are refused before their body is read. */
const UPLOAD_MS = 30 * 60_000;
const READABLE_BY_PAGES = ['x-request-id', 'x-should-retry', 'retry-after', 'openai-poll-after-ms', 'etag'];

/** Server-wide behavior that belongs to no route: security headers, origins, proxies, logging, measuring. */
export function prepareServer(
  app: NestExpressApplication,
  config: GatewayConfig,
  address: PublicAddress,
  logger: Logger,
): void {
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('trust proxy', trustedProxies(config.trustProxy));
  app.use(
    securityHeaders({
      contentSecurityPolicy: CONTENT_SECURITY_POLICY,
      crossOriginResourcePolicy: { policy: config.corsOrigins.length > 0 ? 'cross-origin' : 'same-origin' },
      strictTransportSecurity: config.publicUrl?.startsWith('https:') ?? false,
    }),
  );
  app.use(observeRequests(app.get(MetricsRegistry)));
  if (config.corsOrigins.length > 0) {
    const origin = config.corsOrigins.includes('*') ? '*' : [...config.corsOrigins];
    app.enableCors({ origin, exposedHeaders: READABLE_BY_PAGES, maxAge: 600 });
  }
  app.use(logRequests(logger));
  app.use(refuseMalformedPaths);
  const server = app.getHttpServer() as Server;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = UPLOAD_MS;
  server.setMaxListeners(0);
  server.on('listening', () => {
    const bound = server.address() as AddressInfo;
    address.listensOn(bound.address, bound.port);
  });
}

const trustedProxies = (setting: string): number | string[] =>
  /^\d+$/.test(setting) ? Number(setting) : setting.split(',').map((part) => part.trim());
