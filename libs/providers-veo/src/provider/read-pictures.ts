import {
  checkPicture,
  GatewayError,
  InlinePicture,
  InputReader,
  InputRole,
  PictureLimits,
  VideoInput,
} from '@onereel/core';

/** Bytes as base64 without a `data:` prefix. */
export type InlineFile = InlinePicture;

const MIB = 1024 * 1024;
const PICTURES: PictureLimits = { types: ['image/jpeg', 'image/png'], megabytes: 20 };
const VIDEOS = { types: ['video/mp4', 'video/quicktime'], megabytes: 20 };

/** An input as Google takes it: its bytes. */
export async function readInline(
  input: VideoInput,
  inputs: readonly VideoInput[],
  reader: InputReader,
): Promise<InlineFile> {
  const file = await reader.base64(input);
  const param = `inputs[${inputs.indexOf(input)}]`;
  if (input.role === 'source_video') checkVideo(file, param);
  else checkPicture(file, PICTURES, { param, vendor: 'Veo' });
  return file;
}

function checkVideo({ data, mediaType }: InlineFile, param: string): void {
  if (!VIDEOS.types.includes(mediaType)) {
    throw new GatewayError('invalid_media', {
      param,
      message: `${param} is ${mediaType}, but Veo takes MP4 only. Convert it.`,
    });
  }
  if (data.length * 0.75 <= VIDEOS.megabytes * MIB) return;
  throw new GatewayError('payload_too_large', {
    param,
    message: `${param} is larger than the ${VIDEOS.megabytes} MB that Veo takes inline. Give its gs:// address as providerOptions.veo.video.`,
  });
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
