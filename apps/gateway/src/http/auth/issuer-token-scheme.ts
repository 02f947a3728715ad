import type { IncomingMessage } from 'node:http';
import { GatewayError } from '@onereel/core';
import { decode, verify } from 'jsonwebtoken';
import type { AuthScheme } from './auth-scheme';

const TOKEN = /^Bearer +(eyJ[\w-]+\.[\w-]+\.[\w-]+) *$/i;
/** Seconds the client's clock may be wrong, either way. */
const CLOCK_TOLERANCE = 600;

const tokenOf = (request: IncomingMessage): string | undefined =>
  TOKEN.exec(request.headers.authorization ?? '')?.[1];

/**
 * A JWT that the client signs itself, HS256 with the key's secret; the issuer is the key's id. Must have an expiry. What is wrong
 * with its times is told only once the signature has proven that it was signed with the key.
 */
export const issuerTokenScheme: AuthScheme = {
  name: 'Bearer JWT',
  matches: (request) => tokenOf(request) !== undefined,
  async verify(request, keys) {
    const token = tokenOf(request) ?? '';
    const issuer = issuerOf(token);
    const key = issuer === undefined ? undefined : await keys.findById(issuer);
    return key && isGenuine(token, key.secret) ? key : undefined;
  },
};

/** Who the token says signed it; not proven yet. */
function issuerOf(token: string): string | undefined {
  try {
    const issuer: unknown = decode(token, { json: true })?.iss;
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}

function isGenuine(token: string, secret: string): boolean {
  try {
    const claims = verify(token, secret, { algorithms: ['HS256'], clockTolerance: CLOCK_TOLERANCE });
    return typeof claims === 'object' && claims.exp !== undefined;
  } catch (error) {
    const problem = error instanceof Error ? CLOCK_PROBLEMS[error.name] : undefined;
    if (problem === undefined) return false;
    throw new GatewayError('authentication_failed', { message: problem });
  }
}

const CLOCK_PROBLEMS: Readonly<Record<string, string>> = {
  TokenExpiredError:
    'The token has expired. Sign a new one for every request, and check the clock of the client.',
  NotBeforeError:
    'The token is not valid yet. Check the clock of the client; 10 minutes of difference are tolerated.',
};
