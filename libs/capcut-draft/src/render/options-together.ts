import type { BodyReader } from '@onereel/core';
import { codecOf, FORMATS, formatOf, type RenderFormat } from './output-formats';
import { CRF_SCALE } from './quality';
import type { RenderOptions } from './render-options';

interface Order {
  readonly options: RenderOptions;
  readonly format: RenderFormat;
  readonly has: (field: string) => boolean;
}

/** Field, what it should be, what it is. */
type Refusal = readonly [field: string, expected: string, actual: string];

const PICTURE_FIELDS = [
  ...['width', 'height', 'scale', 'fps', 'crf', 'bitrate_kbps', 'watermark', 'thumbnail'],
];

const left = (field: string, why: string): Refusal => [field, `left out ${why}`, 'a value'];

/** Fields that are right alone and wrong together. */
const TOGETHER: readonly ((order: Order) => Refusal | false | undefined)[] = [
  ({ options: { codec }, format }) => {
    const { codecs } = FORMATS[format];
    const expected = codecs.length === 0 ? 'left out' : `one of ${codecs.join(', ')}`;
    return (
      codec !== undefined && !codecs.includes(codec) && ['codec', `${expected} for format ${format}`, codec]
    );
  },
  ({ format, has }) => {
    const field = FORMATS[format].hasPicture ? undefined : PICTURE_FIELDS.find(has);
    return field !== undefined && left(field, `for format ${format}, which has no picture`);
  },
  ({ options, format, has }) => {
    const isFixed = format === 'gif' || (FORMATS[format].hasPicture && codecOf(options) === 'prores');
    const field = isFixed ? ['crf', 'bitrate_kbps'].find(has) : undefined;
    return (
      field !== undefined && left(field, `for ${format === 'gif' ? 'GIF' : 'ProRes'}, whose quality is fixed`)
    );
  },
  ({ options: { crf, videoKbps } }) =>
    crf !== undefined && videoKbps !== undefined && ['bitrate_kbps', 'left out when crf is given', 'both'],
  ({ options }) => {
    const codec = codecOf(options);
    const { crf = 0 } = options;
    return crf > CRF_SCALE[codec] && ['crf', `from 0 to ${CRF_SCALE[codec]} for ${codec}`, String(crf)];
  },
  ({ options: { audioKbps }, format }) =>
    audioKbps !== undefined &&
    FORMATS[format].sound?.defaultKbps === undefined && [
      'audio_bitrate_kbps',
      `left out for format ${format}`,
      String(audioKbps),
    ],
  ({ options: { scale, width, height } }) =>
    scale !== undefined &&
    (width ?? height) !== undefined && ['scale', 'left out when width or height is given', String(scale)],
  ({ options: { fps = 0 }, format }) =>
    format === 'gif' &&
    fps > 50 && ['fps', 'at most 50 for GIF, whose clock has hundredths of a second', String(fps)],
  ({ options: { startSeconds = 0, endSeconds } }) =>
    endSeconds !== undefined &&
    endSeconds <= startSeconds && [
      'range.end',
      `later than range.start (${startSeconds})`,
      String(endSeconds),
    ],
];

/** @throws GatewayError `invalid_parameter` naming the field, for the first contradiction */
export function expectTogether(reader: BodyReader, options: RenderOptions): void {
  const order: Order = {
    options,
    format: formatOf(options),
    has: (field) => reader.raw(field) !== undefined,
  };
  for (const rule of TOGETHER) {
    const refusal = rule(order);
    if (refusal) reader.refuse(...refusal);
  }
}
