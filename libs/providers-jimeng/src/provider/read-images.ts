import { checkPicture, GatewayError, InputReader, PictureLimits, VideoInput } from '@onereel/core';

export const VISUAL_IMAGES: PictureLimits = {
  types: ['image/jpeg', 'image/png'],
  megabytes: 4.7,
  minSide: 320,
  maxSide: 4096,
  maxRatio: 3,
};
export const ARK_IMAGES: PictureLimits = {
  types: ['image/jpeg', 'image/png', 'image/webp', 'image/bmp', 'image/tiff', 'image/gif'],
  megabytes: 30,
  minSide: 300,
  maxSide: 6000,
  maxRatio: 2.5,
};

/** One input as the vendor may take it. */
export interface ReadInput {
  readonly role: VideoInput['role'];
  /** Where the vendor can fetch it. */
  readonly url?: string;
  /** Otherwise its bytes. */
  readonly inline?: { readonly data: string; readonly mediaType: string };
}

/** As links when the vendor can fetch every one of them, otherwise all as bytes: the visual API takes no mixture. */
export async function readImages(
  inputs: readonly VideoInput[],
  reader: InputReader,
  limits: PictureLimits,
): Promise<readonly ReadInput[]> {
  const urls = await Promise.all(inputs.map((input) => reader.url(input)));
  if (urls.every((url) => url !== undefined))
    return inputs.map(({ role }, index) => ({ role, url: urls[index] }));
  return Promise.all(inputs.map((input, index) => readInline(input, index, reader, limits)));
}

async function readInline(
  input: VideoInput,
  index: number,
  reader: InputReader,
  limits: PictureLimits,
): Promise<ReadInput> {
  const param = `inputs[${index}]`;
  if (input.role === 'source_video') {
    throw new GatewayError('invalid_media', {
      param,
      message: `${param}: the vendor fetches videos itself. Send a public URL, or set ONEREEL_PUBLIC_URL.`,
    });
  }
  const inline = await reader.base64(input);
  checkPicture(inline, limits, { param, vendor: 'the vendor' });
  return { role: input.role, inline };
}

/** The last frame is nothing without a first one. */
export function requireFirstFrame(inputs: readonly Pick<VideoInput, 'role'>[]): void {
  const roles = inputs.map(({ role }) => role);
  if (!roles.includes('last_frame') || roles.includes('first_frame')) return;
  throw new GatewayError('missing_required_parameter', {
    param: 'inputs.first_frame',
    message: 'A last frame needs a first one. Send an input with the role first_frame, too.',
  });
}
