import { createHash } from 'node:crypto';
import Signer from '@volcengine/openapi/lib/base/sign';
import { Answer, json } from '../frame/answer';
import { SimulatedRequest } from '../frame/simulated-request';
import { SIMULATED } from '../frame/vendor-wire';

const CLOCK_TOLERANCE_MS = 15 * 60_000;
const SIGNED = /^HMAC-SHA256 Credential=(?<key>[^/]+)\/[^,]+, SignedHeaders=(?<names>[\w;-]+), Signature=/;
/** The signer of the vendor's client makes these itself. */
const MADE_BY_SIGNER = ['x-date', 'x-content-sha256'];

/** What the cloud's front door answers. */
export const frontDoor = (
  status: number,
  code: string,
  number: number,
  message: string,
  action = '',
): Answer =>
  json(
    status,
    {
      ResponseMetadata: {
        RequestId: `2026${Date.now()}`,
        Action: action,
        Version: '2022-08-31',
        Service: 'cv',
        Region: 'cn-north-1',
        Error: { Code: code, CodeN: number, Message: message },
      },
    },
    { date: new Date().toUTCString() },
  );

/** Signs what came in with the vendor's own client and compares. `undefined` = genuine. */
export function signatureProblem(request: SimulatedRequest): Answer | undefined {
  const { authorization = '', 'x-date': time = '' } = request.headers;
  const { key, names } = SIGNED.exec(authorization)?.groups ?? {};
  const no = (status: number, code: string, number: number): Answer =>
    frontDoor(status, code, number, code, request.query.Action);
  if (authorization === '') return no(401, 'MissingAuthenticationToken', 100004);
  if (key === undefined || !names.split(';').includes('x-date'))
    return no(401, 'InvalidAuthorization', 100024);
  if (key !== SIMULATED.accessKey) return no(401, 'InvalidAccessKey', 100009);
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(Date.now() - at) <= CLOCK_TOLERANCE_MS)) return no(401, 'InvalidTimestamp', 100006);
  const isGenuine = bodyIsAsSigned(request) && authorization === expected(request, names.split(';'), at);
  return isGenuine ? undefined : no(401, 'SignatureDoesNotMatch', 100010);
}

const bodyIsAsSigned = ({ rawBody, headers }: SimulatedRequest): boolean =>
  createHash('sha256').update(rawBody).digest('hex') === headers['x-content-sha256'];

function expected(request: SimulatedRequest, names: readonly string[], at: number): string {
  const { method, path, query, headers, rawBody } = request;
  const others = names.filter((name) => !MADE_BY_SIGNER.includes(name));
  const signed: Record<string, string> = Object.fromEntries(
    others.map((name) => [name, headers[name] ?? '']),
  );
  const draft = {
    region: 'cn-north-1',
    method,
    pathname: path,
    params: { ...query },
    headers: signed,
    body: rawBody.toString('utf8'),
  };
  new Signer(draft, 'cv').addAuthorization(
    { accessKeyId: SIMULATED.accessKey, secretKey: SIMULATED.secretKey, sessionToken: '' },
    new Date(at),
  );
  return signed.Authorization;
}
