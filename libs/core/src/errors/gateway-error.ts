import { Billed, ERROR_TABLE, ErrorCode, ErrorOrigin, isErrorCode } from './error-table';

const MARKER = Symbol.for('onereel.gateway-error');

export interface GatewayErrorOptions {
  /** What is wrong, where, and what to do about it. Never a secret, never a fetched body. */
  message?: string;
  /** The field at fault, in the words of the request, e.g. `inputs[0]` or `durationSeconds`. */
  param?: string;
  /** When to try again, in seconds. */
  retryAfterSeconds?: number;
  /** Overrides of the table row, for vendors that state it explicitly. */
  retryable?: boolean;
  billed?: Billed;
  origin?: ErrorOrigin;
  /** The vendor's own code, for support. */
  vendorCode?: string;
  cause?: unknown;
}

/** An error as it is stored on a task and shown to clients. */
export interface ErrorDetail {
  code: ErrorCode;
  message: string;
  param?: string;
  retryable: boolean;
  billed: Billed;
  origin: ErrorOrigin;
  retryAfterSeconds?: number;
  vendorCode?: string;
}

/**
 * The one error class. Recognized by a marker, never by `instanceof`, so that two copies of the package still
 * understand each other.
 */
export class GatewayError extends Error {
  readonly code: ErrorCode;
  readonly param?: string;
  readonly retryAfterSeconds?: number;
  readonly retryable: boolean;
  readonly billed: Billed;
  readonly origin: ErrorOrigin;
  readonly vendorCode?: string;

  constructor(code: ErrorCode, options: GatewayErrorOptions = {}) {
    const row = ERROR_TABLE[code];
    super(options.message ?? row.sentence, { cause: options.cause });
    this.name = 'GatewayError';
    this.code = code;
    this.param = options.param;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.retryable = options.retryable ?? row.retryable;
    this.billed = options.billed ?? row.billed;
    this.origin = options.origin ?? row.origin;
    this.vendorCode = options.vendorCode;
    Object.defineProperty(this, MARKER, { value: true });
  }

  get status(): number {
    return ERROR_TABLE[this.code].status;
  }

  static isInstance(value: unknown): value is GatewayError {
    return (
      typeof value === 'object' &&
      value !== null &&
      (value as Record<symbol, unknown>)[MARKER] === true &&
      isErrorCode(String((value as { code?: unknown }).code))
    );
  }
}

/** The storable form of any thrown value. Unknown errors become `internal_error` and lose their message. */
export function toErrorDetail(error: unknown): ErrorDetail {
  const known = GatewayError.isInstance(error) ? error : new GatewayError('internal_error', { cause: error });
  return {
    code: known.code,
    message: known.message,
    ...(known.param !== undefined && { param: known.param }),
    retryable: known.retryable,
    billed: known.billed,
    origin: known.origin,
    ...(known.retryAfterSeconds !== undefined && { retryAfterSeconds: known.retryAfterSeconds }),
    ...(known.vendorCode !== undefined && { vendorCode: known.vendorCode }),
  };
}

export const fromErrorDetail = (detail: ErrorDetail): GatewayError => new GatewayError(detail.code, detail);
