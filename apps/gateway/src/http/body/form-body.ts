import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { GatewayError, isDiskFull, type JsonObject } from '@onereel/core';
import type { FormFile } from './form-files';
import { type FormLimits, FormReader } from './form-reader';

export interface FormBody {
  /** Bracket keys are nested; every value is a string. */
  readonly fields: JsonObject;
  readonly files: readonly FormFile[];
  /** Removes the files. Called by the body guard before the answer ends. */
  dispose(): Promise<void>;
}

/**
 * Reads a multipart or urlencoded body; files go straight to a new folder under `tempRoot`. Throws `payload_too_large` or
 * `invalid_request`, leaving no file behind.
 */
export async function readForm(
  request: IncomingMessage,
  limits: FormLimits,
  tempRoot: string,
): Promise<FormBody> {
  const folder = join(tempRoot, randomUUID());
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const reader = new FormReader(limits, folder);
  try {
    await reader.read(request);
    return { fields: reader.fields.value, files: reader.files, dispose };
  } catch (error) {
    await dispose();
    throw readable(error);
  }
}

/** Parser complaints become the client's error; broken connections and disk faults stay what they are. */
function readable(error: unknown): unknown {
  if (GatewayError.isInstance(error)) return error;
  if (isDiskFull(error)) return new GatewayError('disk_full', { cause: error });
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EROFS' || code === 'EMFILE') {
    return new GatewayError('storage_failed', { cause: error });
  }
  if (code !== undefined && code !== 'ERR_STREAM_PREMATURE_CLOSE' && code !== 'ECONNRESET') return error;
  return new GatewayError('invalid_request', {
    message: `The form body cannot be read: ${message}.`,
    cause: error,
  });
}
