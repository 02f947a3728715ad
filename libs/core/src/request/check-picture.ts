import { GatewayError } from '../errors/gateway-error';
import { PICTURE_HEAD_BYTES, pictureSize } from './picture-size';

const MIB = 1024 * 1024;
/** Characters of base64 for three bytes. */
const QUARTET = 4;

/** What a vendor takes as a picture. Sides in pixels. */
export interface PictureLimits {
  /** Media types. */
  readonly types: readonly string[];
  readonly megabytes: number;
  readonly minSide?: number;
  readonly maxSide?: number;
  /** Longer side through shorter side. */
  readonly maxRatio?: number;
}

export interface InlinePicture {
  /** Base64 without a `data:` prefix. */
  readonly data: string;
  readonly mediaType: string;
}

/**
 * Refuses what the vendor would, before anything is sent. Pixels are checked where the file tells them in its first bytes. Pure.
 * @param vendor for messages, with a capital: `Kling`, `The vendor`
 * @throws `invalid_image`, `payload_too_large`
 */
export function checkPicture(
  { data, mediaType }: InlinePicture,
  limits: PictureLimits,
  { param, vendor }: { readonly param: string; readonly vendor: string },
): void {
  const { types, megabytes } = limits;
  if (!types.includes(mediaType)) {
    const names = types.map((type) => type.slice(type.indexOf('/') + 1).toUpperCase()).join(', ');
    throw new GatewayError('invalid_image', {
      param,
      message: `${param} is ${mediaType}, but ${vendor} takes ${names} only. Convert the picture.`,
    });
  }
  if ((data.length / QUARTET) * 3 > megabytes * MIB) {
    throw new GatewayError('payload_too_large', {
      param,
      message: `${param} is larger than the ${megabytes} MB that ${vendor} takes. Make the picture smaller.`,
    });
  }
  const problem = sizeProblem(data, limits);
  if (problem !== undefined) {
    throw new GatewayError('invalid_image', { param, message: `${param} ${problem(vendor)}` });
  }
}

function sizeProblem(
  data: string,
  { minSide = 0, maxSide = Infinity, maxRatio = Infinity }: PictureLimits,
): ((vendor: string) => string) | undefined {
  const head = Buffer.from(data.slice(0, (PICTURE_HEAD_BYTES / 3) * QUARTET), 'base64');
  const size = pictureSize(head);
  if (size === undefined) return undefined;
  const { width, height } = size;
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  const is = `is ${width}x${height}, but`;
  if (short < minSide)
    return (vendor) => `${is} ${vendor} takes sides of ${minSide} pixels or more. Enlarge it.`;
  if (long > maxSide)
    return (vendor) => `${is} ${vendor} takes sides of ${maxSide} pixels or less. Shrink it.`;
  if (long / short > maxRatio)
    return (vendor) => `${is} ${vendor} takes pictures at most ${maxRatio} times as long as wide. Crop it.`;
  return undefined;
}
