import { AxiosError } from 'axios';
import { ClientRequest } from 'node:http';
import { ErrorCode } from '../errors/error-table';
import { GatewayError } from '../errors/gateway-error';

export interface FailedExchange {
  readonly host: string;
  readonly idempotent: boolean;
  readonly timedOut: boolean;
  readonly mayHaveSent: boolean;
}

const TOO_LARGE = /maxContentLength/;

/** Keeps the system's error code and drops everything else: axios errors carry headers and bodies. */
export function providerHttpFailure(error: unknown, exchange: FailedExchange): GatewayError {
  const known = (error ?? {}) as Partial<AxiosError>;
  const detail = exchange.timedOut ? 'ETIMEDOUT' : (known.code ?? 'unknown network error');
  const code = codeFor(exchange, TOO_LARGE.test(known.message ?? ''));
  return new GatewayError(code, {
    message: `${SENTENCES[code]} (${exchange.host}: ${detail})`,
    cause: new Error(detail),
  });
}

type FailureCode = Extract<
  ErrorCode,
  'provider_unreachable' | 'provider_timeout' | 'provider_bad_response' | 'submit_unknown'
>;

const SENTENCES: Record<FailureCode, string> = {
  provider_unreachable: 'The provider could not be reached',
  provider_timeout: 'The provider did not answer in time',
  provider_bad_response: 'The provider answered more than 32 MiB',
  submit_unknown: 'The answer to the submission was lost; the provider may have accepted it',
};

function codeFor(exchange: FailedExchange, tooLarge: boolean): FailureCode {
  if (!exchange.mayHaveSent) return 'provider_unreachable';
  if (!exchange.idempotent) return 'submit_unknown';
  if (tooLarge) return 'provider_bad_response';
  return exchange.timedOut ? 'provider_timeout' : 'provider_unreachable';
}

/** A kept connection that the vendor had already closed: the request was never read. */
export const isStaleConnection = (error: unknown): boolean => {
  const { code, request } = (error ?? {}) as { code?: string; request?: ClientRequest };
  return request?.reusedSocket === true && (code === 'ECONNRESET' || code === 'EPIPE');
};
