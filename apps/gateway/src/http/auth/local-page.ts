import type { IncomingMessage } from 'node:http';
import { GatewayError } from '@onereel/core';
import { isLoopback } from '../../config/gateway-config';

/**
 * Without API keys the only protection is that nobody else reaches the port, and web pages in the operator's browser do reach it:
 * by plain forms from any site, and by names that resolve to 127.0.0.1. Refuses both.
 */
export function refuseForeignPages(request: IncomingMessage, allowedOrigins: readonly string[]): void {
  const host = hostName(`http://${request.headers.host ?? ''}`);
  const { origin } = request.headers;
  if (host === undefined || !isLoopback(host)) {
    throw new GatewayError('permission_denied', {
      message:
        'ONEREEL_AUTH=none answers only under a loopback name. Use http://127.0.0.1 or switch API keys on.',
    });
  }
  if (origin === undefined || allowedOrigins.includes(origin) || allowedOrigins.includes('*')) return;
  if (origin === `http://${request.headers.host}`) return;
  throw new GatewayError('permission_denied', {
    message: 'This page may not call the gateway. Add its origin to ONEREEL_CORS_ORIGINS.',
  });
}

function hostName(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : undefined;
}
