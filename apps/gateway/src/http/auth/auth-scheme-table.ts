import type { AuthScheme } from './auth-scheme';
import { issuerTokenScheme } from './issuer-token-scheme';
import { signedRequestScheme } from './signed-request-scheme';

const BEARER = /^Bearer +(\S+) *$/i;

const bearerKey: AuthScheme = {
  name: 'Bearer',
  matches: (request) => BEARER.test(request.headers.authorization ?? ''),
  async verify(request, keys) {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    return token === undefined ? undefined : keys.findBySecret(token);
  },
};

/** In the order they are tried. */
export const AUTH_SCHEMES: readonly AuthScheme[] = [issuerTokenScheme, signedRequestScheme, bearerKey];
