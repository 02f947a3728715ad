import { GatewayError, InputReader, VideoInput } from '@onereel/core';
import type { KlingImages } from './kling-plan';

const ACCEPTED = new Set(['image/jpeg', 'image/png']);
const MIB = 1024 * 1024;

/** The input pictures as Kling takes them: a URL it can fetch, otherwise the bytes. Fetches nothing from the vendor. */
export async function readImages(
  inputs: readonly VideoInput[],
  reader: InputReader,
  maxMegabytes: number,
): Promise<KlingImages> {
  const read = (input: VideoInput): Promise<string> =>
    readImage(input, inputs.indexOf(input), reader, maxMegabytes);
  const first = inputs.find(({ role }) => role === 'first_frame');
  const last = inputs.find(({ role }) => role === 'last_frame');
  const source = inputs.findIndex(({ role }) => role === 'source_video');
  if (source >= 0) {
    throw new GatewayError('unsupported_parameter', {
      param: `inputs[${source}]`,
      message: `inputs[${source}]: Kling extends its own videos only. Give the id of one as providerOptions.kling.video_id.`,
    });
  }
  return {
    ...(first && { first: await read(first) }),
    ...(last && { last: await read(last) }),
    references: await Promise.all(inputs.filter(({ role }) => role === 'reference').map(read)),
  };
}

async function readImage(
  input: VideoInput,
  index: number,
  reader: InputReader,
  maxMegabytes: number,
): Promise<string> {
  const url = await reader.url(input);
  if (url !== undefined) return url;
  const { data, mediaType } = await reader.base64(input);
  const param = `inputs[${index}]`;
  if (!ACCEPTED.has(mediaType)) {
    throw new GatewayError('invalid_image', {
      param,
      message: `${param} is ${mediaType}, but Kling takes JPEG and PNG only. Convert the picture.`,
    });
  }
  if (data.length * 0.75 > maxMegabytes * MIB) {
    throw new GatewayError('payload_too_large', {
      param,
      message: `${param} is larger than the ${maxMegabytes} MB that Kling takes. Make the picture smaller.`,
    });
  }
  return data;
}
