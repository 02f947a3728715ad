import { GatewayError, InputReader, InputRole, VideoInput } from '@onereel/core';
import type { KlingImages } from './kling-plan';

const ACCEPTED = new Set(['image/jpeg', 'image/png']);
const MIB = 1024 * 1024;

/** The input pictures as Kling takes them: a URL it can fetch, otherwise the bytes. Fetches nothing from the vendor. */
export async function readImages(
  inputs: readonly VideoInput[],
  reader: InputReader,
  maxMegabytes: number,
): Promise<KlingImages> {
  refuseVideos(inputs);
  return arrange(
    inputs,
    await Promise.all(inputs.map((input, index) => readImage(input, index, reader, maxMegabytes))),
  );
}

/** Which pictures there are, by their places in the request: for checks before any can be read. */
export function countImages(inputs: readonly VideoInput[]): KlingImages {
  refuseVideos(inputs);
  return arrange(
    inputs,
    inputs.map((_, index) => `inputs[${index}]`),
  );
}

function refuseVideos(inputs: readonly VideoInput[]): void {
  const source = inputs.findIndex(({ role }) => role === 'source_video');
  if (source < 0) return;
  throw new GatewayError('unsupported_parameter', {
    param: `inputs[${source}]`,
    message: `inputs[${source}]: Kling extends its own videos only. Give the id of one as providerOptions.kling.video_id.`,
  });
}

/** @param pictures one per input, in order */
function arrange(inputs: readonly VideoInput[], pictures: readonly string[]): KlingImages {
  const of = (wanted: InputRole): string[] => pictures.filter((_, index) => inputs[index].role === wanted);
  const [first] = of('first_frame');
  const [last] = of('last_frame');
  return {
    ...(first !== undefined && { first }),
    ...(last !== undefined && { last }),
    references: of('reference'),
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
