import {
  DiskFullError,
  EncodingError,
  RenderMemoryError,
  SoundError,
  StrictRenderError,
} from '@onereel/capcut-draft';
import { GatewayError } from '@onereel/core';
import { toMediaGatewayError } from '../engine/media-failure';

/** Errors of the renderer in the words of the error table. */
export function renderFailure(error: unknown): unknown {
  if (GatewayError.isInstance(error)) return error;
  if (error instanceof StrictRenderError)
    return new GatewayError('render_refused', { message: error.message });
  if (error instanceof RangeError)
    return new GatewayError('draft_empty', { message: `Nothing to render: ${error.message}.` });
  if (error instanceof RenderMemoryError)
    return new GatewayError('media_out_of_memory', { message: `${error.message}.`, cause: error });
  if (error instanceof DiskFullError)
    return new GatewayError('disk_full', { message: `${error.message}.`, cause: error });
  if (error instanceof SoundError)
    return new GatewayError('audio_processing_failed', { message: `${error.message}.`, cause: error });
  if (error instanceof EncodingError)
    return new GatewayError('encoding_failed', { message: `${error.message}.`, cause: error });
  return toMediaGatewayError(error, 'media_processing_failed');
}
