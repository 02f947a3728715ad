import { GatewayError, InputReader, InputRole, VideoInput } from '@onereel/core';

/** Bytes as base64 without a `data:` prefix. */
export interface InlineFile {
  readonly data: string;
  readonly mediaType: string;
}

const PICTURES: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);
const VIDEOS: ReadonlySet<string> = new Set(['video/mp4', 'video/quicktime']);
const MIB = 1024 * 1024;
const MAX_MIB = 20;

/** An input as Google takes it: its bytes. */
export async function readInline(
  input: VideoInput,
  inputs: readonly VideoInput[],
  reader: InputReader,
): Promise<InlineFile> {
  const file = await reader.base64(input);
  const param = `inputs[${inputs.indexOf(input)}]`;
  const isVideo = input.role === 'source_video';
  if (!(isVideo ? VIDEOS : PICTURES).has(file.mediaType)) {
    throw new GatewayError(isVideo ? 'invalid_media' : 'invalid_image', {
      param,
      message: `${param} is ${file.mediaType}, but Veo takes ${isVideo ? 'MP4' : 'JPEG and PNG'} only. Convert it.`,
    });
  }
  if (file.data.length * 0.75 > MAX_MIB * MIB) {
    throw new GatewayError('payload_too_large', {
      param,
      message: `${param} is larger than the ${MAX_MIB} MB that Veo takes. Make it smaller.`,
    });
  }
  return file;
}

/** In place of a picture that cannot be read yet. */
export const STAND_IN = 'https://stand.in';

/** A picture for a relay: an address where there is one, otherwise a data URI. */
export async function readForRelay(
  input: VideoInput,
  inputs: readonly VideoInput[],
  reader: InputReader,
  alwaysInline: boolean,
): Promise<string> {
  const url = alwaysInline ? undefined : await reader.url(input);
  if (url !== undefined) return url;
  const { data, mediaType } = await readInline(input, inputs, reader);
  return `data:${mediaType};base64,${data}`;
}

/** Core has checked the counts. */
export const withRole = (inputs: readonly VideoInput[], role: InputRole): readonly VideoInput[] =>
  inputs.filter((input) => input.role === role);
