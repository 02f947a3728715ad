import { ERROR_TABLE, GatewayError } from '@onereel/core';

/** The OpenAI error object, and beside it the flat fields that other clients of the same routes read. */
export interface ErrorBody {
  readonly error: {
    readonly message: string;
    readonly type: string;
    readonly param: string | null;
    readonly code: string;
  };
  readonly code: string;
  readonly message: string;
  readonly data: null;
}

export const errorBody = (error: GatewayError): ErrorBody => ({
  error: {
    message: error.message,
    type: ERROR_TABLE[error.code].type,
    param: error.param ?? null,
    code: error.code,
  },
  code: error.code,
  message: error.message,
  data: null,
});
