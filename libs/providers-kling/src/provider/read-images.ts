import { checkPicture, GatewayError, InputReader, InputRole, PictureLimits, VideoInput } from '@onereel/core';
import type { KlingImages } from './kling-plan';

/** All but the weight, which differs from one API to the other. */
const LIMITS: Omit<PictureLimits, 'megabytes'> = {
  types: ['image/jpeg', 'image/png'],
  minSide: 300,
  maxRatio: 2.5,
};

/** The input pictures as Kling takes them: a URL it can fetch, otherwise the bytes. Fetches nothing from the vendor. */
export async function readImages(
  inputs: readonly VideoInput[],
  reader: InputReader,
  megabytes: number,
): Promise<KlingImages> {
  refuseVideos(inputs);
  return arrange(
    inputs,
    await Promise.all(inputs.map((input, index) => readImage(input, index, reader, megabytes))),
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
  megabytes: number,
): Promise<string> {
  const url = await reader.url(input);
  if (url !== undefined) return url;
  const picture = await reader.base64(input);
  checkPicture(picture, { ...LIMITS, megabytes }, { param: `inputs[${index}]`, vendor: 'Kling' });
  return picture.data;
}
