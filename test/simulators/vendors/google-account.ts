import { createPublicKey, generateKeyPairSync, KeyObject } from 'node:crypto';
import { verify } from 'jsonwebtoken';
import { Answer, json } from '../frame/answer';
import { SimulatedRequest } from '../frame/simulated-request';
import { SIMULATED } from '../frame/vendor-wire';

/* The fake service account of the Vertex simulator. Its key is made when it is first asked for: none lies in the repository. */

const EMAIL = 'robot@simulated-project.iam.gserviceaccount.com';
const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const TOKEN_SECONDS = 3599;
let keys: { readonly publicKey: KeyObject; readonly privateKey: string } | undefined;
/** When a token ends, by token; simulated time. */
const tokens = new Map<string, number>();

function keyPair(): { readonly publicKey: KeyObject; readonly privateKey: string } {
  if (keys) return keys;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  keys = { publicKey: createPublicKey(privateKey), privateKey: pem };
  return keys;
}

/** The file that Google's console would offer for download. */
export const simulatedServiceAccount = (url: string): Readonly<Record<string, string>> => ({
  type: 'service_account',
  project_id: 'simulated-project',
  private_key_id: 'simulated-key-id',
  private_key: keyPair().privateKey,
  client_email: EMAIL,
  token_uri: `${url}/token`,
});

/** Makes all tokens invalid, as when an administrator withdraws them. */
export const withdrawTokens = (): void => tokens.clear();

/** The token endpoint: a signed assertion for an access token. */
export function grantToken(request: SimulatedRequest, now: number): Answer {
  const form = new URLSearchParams(request.rawBody.toString('utf8'));
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
    return json(400, { error: 'unsupported_grant_type', error_description: 'Invalid grant_type' });
  }
  const problem = assertionProblem(form.get('assertion') ?? '', `http://${request.headers.host}/token`);
  if (problem !== undefined) {
    return json(400, { error: 'invalid_grant', error_description: problem });
  }
  const token = `ya29.simulated-${tokens.size}-${now}`;
  tokens.set(token, now + TOKEN_SECONDS * 1000);
  return json(200, { access_token: token, expires_in: TOKEN_SECONDS, token_type: 'Bearer' });
}

function assertionProblem(assertion: string, audience: string): string | undefined {
  try {
    const claims = verify(assertion, keyPair().publicKey, { algorithms: ['RS256'], audience, issuer: EMAIL });
    const {
      iat = 0,
      exp = 0,
      scope,
    } = typeof claims === 'string' ? {} : (claims as Record<string, number | string>);
    if (scope !== SCOPE) return 'Invalid scope';
    return Number(exp) - Number(iat) <= 3600 && Number(iat) <= Date.now() / 1000 + 300
      ? undefined
      : 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.';
  } catch {
    return 'Invalid JWT Signature.';
  }
}

/** A live token or the fixed key. */
export function isProven({ headers }: SimulatedRequest, now: number): boolean {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) return (tokens.get(token) ?? 0) > now;
  return headers['x-goog-api-key'] === SIMULATED.apiKey;
}
