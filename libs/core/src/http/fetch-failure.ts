import { ErrorCode } from '../errors/error-table';
import { GatewayError } from '../errors/gateway-error';

/** Why a file could not be fetched. */
export type FetchFailureKind =
  'refused' | 'unreachable' | 'timeout' | 'gone' | 'status' | 'too_large' | 'wrong_type';

/** Whose file it is: a client's input or a vendor's result. */
export type FetchPurpose = 'input' | 'output';

export interface FetchSubject {
  readonly purpose?: FetchPurpose;
  /** The client's name for the field, for messages. */
  readonly field?: string;
}

const CODES: Record<FetchPurpose, Record<FetchFailureKind, ErrorCode>> = {
  input: {
    refused: 'url_not_allowed',
    unreachable: 'input_unreachable',
    timeout: 'input_unreachable',
    gone: 'input_unreachable',
    status: 'input_unreachable',
    too_large: 'payload_too_large',
    wrong_type: 'invalid_media',
  },
  output: {
    refused: 'output_unreachable',
    unreachable: 'output_unreachable',
    timeout: 'output_unreachable',
    gone: 'output_expired',
    status: 'output_unreachable',
    too_large: 'output_invalid',
    wrong_type: 'output_invalid',
  },
};

/** Neither the URL (it may carry a signature) nor anything the server sent becomes part of the message. */
export function fetchFailure(
  kind: FetchFailureKind,
  reason: string,
  subject: FetchSubject,
  cause?: unknown,
): GatewayError {
  const purpose = subject.purpose ?? 'input';
  const name = subject.field ?? (purpose === 'input' ? 'The input file' : 'The result file');
  return new GatewayError(CODES[purpose][kind], {
    message: `${name} could not be downloaded: ${reason}`,
    param: subject.field,
    ...(kind === 'refused' && { retryable: false }),
    cause,
  });
}
