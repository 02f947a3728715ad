import { fromErrorDetail, GatewayError, type SubmitContext, type VideoInput } from '@onereel/core';
import { type MediaProcess, probeMedia } from '@onereel/core/media';
import { renderFailure } from '../jobs/render-failure';
import { MAX_IMAGE_PIXELS } from '../render/render-video';

const FIELD = 'inputs.first_frame';

/** The path of a picture that can be rendered. Throws `invalid_image` naming what is wrong with it. */
export async function checkedImage(
  input: VideoInput,
  context: SubmitContext,
  media: MediaProcess,
): Promise<string> {
  const { path } = await context.inputs.file(input);
  const facts = await probeMedia(media, path, { signal: context.signal }).catch((error: unknown) => {
    throw fromErrorDetail(renderFailure(error, FIELD));
  });
  const { video } = facts;
  if (facts.kind !== 'image' || video === undefined)
    throw invalid(`is a ${facts.container} file; send a picture such as PNG, JPEG or WebP`);
  if (video.width * video.height > MAX_IMAGE_PIXELS)
    throw invalid(
      `is ${video.width}x${video.height}; send at most ${MAX_IMAGE_PIXELS / 1_000_000} megapixels`,
    );
  return path;
}

const invalid = (problem: string): GatewayError =>
  new GatewayError('invalid_image', { param: FIELD, message: `The image ${problem}.` });
