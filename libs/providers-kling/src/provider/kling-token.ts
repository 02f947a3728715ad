import { sign } from 'jsonwebtoken';
import type { KlingCredential } from '../kling-credentials';

/** Seconds a token lives, and seconds it is valid into the past for clocks that run behind. */
const LIFETIME = 1800;
const LEEWAY = 5;

/** Kling's token: issuer, expiry and start in this order, no time of issue; the secret is text, not base64. */
export const klingToken = (accessKey: string, secretKey: string, nowSeconds: number): string =>
  sign({ iss: accessKey, exp: nowSeconds + LIFETIME, nbf: nowSeconds - LEEWAY }, secretKey, {
    algorithm: 'HS256',
    noTimestamp: true,
  });

/** `Authorization` for one call. API keys are sent as they are. */
export function authorizationOf(credential: KlingCredential, nowMs: number): string {
  const { apiKey, accessKey = '', secretKey = '' } = credential;
  return `Bearer ${apiKey ?? klingToken(accessKey, secretKey, Math.floor(nowMs / 1000))}`;
}
