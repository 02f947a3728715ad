import {
  DiskFullError,
  EncodingError,
  RenderError,
  RenderMemoryError,
  SoundError,
  StrictRenderError,
} from '@onereel/capcut-draft';
import { type ErrorCode, GatewayError } from '@onereel/core';
import { toMediaGatewayError } from '../engine/media-failure';

type ErrorClass = abstract new (...args: never[]) => Error;

/** First match wins. */
const CODES: readonly (readonly [ErrorClass, ErrorCode])[] = [
  [RenderMemoryError, 'media_out_of_memory'],
  [RenderError, 'media_processing_failed'],
  [DiskFullError, 'disk_full'],
  [SoundError, 'audio_processing_failed'],
  [EncodingError, 'encoding_failed'],
];

/** Errors of the renderer in the words of the error table. */
export function renderFailure(error: unknown): unknown {
  if (GatewayError.isInstance(error)) return error;
  if (error instanceof StrictRenderError)
    return new GatewayError('render_refused', { message: error.message });
  if (error instanceof RangeError)
    return new GatewayError('draft_empty', { message: `Nothing to render: ${error.message}.` });
  const known = CODES.find(([Kind]) => error instanceof Kind);
  if (known && error instanceof Error)
    return new GatewayError(known[1], { message: `${error.message}.`, cause: error });
  return toMediaGatewayError(error, 'media_processing_failed');
}
