import type { IncomingMessage } from 'node:http';
import type { ApiKey } from './api-key';
import type { ApiKeyRing } from './api-key-ring';

/** One way to prove who calls. */
export interface AuthScheme {
  readonly name: string;
  /** Cheap: does the request use this scheme at all? The first that says yes decides. */
  matches(request: IncomingMessage): boolean;
  /** The proven key; `undefined` when the proof is wrong. */
  verify(request: IncomingMessage, keys: ApiKeyRing): Promise<ApiKey | undefined>;
}

const BEARER = /^Bearer +(\S+) *$/i;

const bearerKey: AuthScheme = {
  name: 'Bearer',
  matches: (request) => BEARER.test(request.headers.authorization ?? ''),
  async verify(request, keys) {
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    return token === undefined ? undefined : keys.findBySecret(token);
  },
};

/** In the order they are tried. Schemes that sign the body read it through `rawBody`. */
export const AUTH_SCHEMES: readonly AuthScheme[] = [bearerKey];
