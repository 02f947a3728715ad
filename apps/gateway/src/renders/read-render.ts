import {
  CRF_SCALE,
  codecOf,
  FORMATS,
  formatOf,
  QUALITY_NAMES,
  RENDER_FORMATS,
  type RenderOptions,
  VIDEO_CODECS,
  WATERMARK_POSITIONS,
} from '@onereel/capcut-draft';
import { BodyReader, type JsonObject } from '@onereel/core';

export interface WatermarkOrder {
  /** URL or `task://<id>`. */
  readonly image?: string;
  readonly text?: string;
  readonly position?: (typeof WATERMARK_POSITIONS)[number];
  readonly scale?: number;
  readonly opacity?: number;
  readonly margin?: number;
}

/** What `POST /api/v1/renders` asks for. */
export interface RenderOrder {
  readonly draftId?: string;
  readonly revision?: number;
  /** A timeline as the applications write it. */
  readonly draft?: JsonObject;
  readonly options: RenderOptions;
  readonly watermark?: WatermarkOrder;
  readonly callbackUrl?: string;
  readonly externalId?: string;
  readonly metadata?: JsonObject;
}

/** The longest moment that is taken. */
export const LONGEST_SECONDS = 43_200;
const PICTURE_FIELDS = ['width', 'height', 'scale', 'fps', 'crf', 'bitrate_kbps', 'watermark'] as const;

/** @throws GatewayError naming field, reason and cure; for fields that contradict each other too */
export function readRender(body: unknown): RenderOrder {
  const reader = new BodyReader(body);
  const source = readSource(reader);
  const options = readOptions(reader);
  checkTogether(reader, options);
  const callbackUrl = reader.text('callback_url', 2_000);
  const externalId = reader.text('external_id', 255);
  const metadata = reader.object('metadata');
  return {
    ...source,
    options,
    watermark: readWatermark(reader),
    callbackUrl,
    externalId,
    metadata,
  };
}

export function readSource(reader: BodyReader): Pick<RenderOrder, 'draftId' | 'revision' | 'draft'> {
  const draftId = reader.text('draft_id', 64);
  const draft = reader.raw('draft');
  if ((draftId === undefined) === (draft === undefined))
    reader.refuse(
      'draft_id',
      'the id of a draft, or left out with the timeline itself in draft',
      draftId === undefined ? 'neither' : 'both',
    );
  if (draft !== undefined && (typeof draft !== 'object' || Array.isArray(draft)))
    reader.refuse('draft', 'the timeline as a JSON object (draft_content.json)', typeof draft);
  const revision = reader.number('revision', { min: 1, max: 1e9, integer: true });
  if (draft !== undefined && revision !== undefined)
    reader.refuse('revision', 'left out when the timeline itself is sent', String(revision));
  return { draftId, revision, draft: draft as JsonObject | undefined };
}

function readOptions(reader: BodyReader): RenderOptions {
  const side = { min: 16, max: 7680, integer: true, unit: 'pixels' };
  const range = nested(reader, 'range');
  const moment = { min: 0, max: LONGEST_SECONDS, unit: 'seconds' };
  return withoutUndefined({
    format: reader.oneOf('format', RENDER_FORMATS),
    codec: reader.oneOf('codec', VIDEO_CODECS),
    quality: reader.oneOf('preset', QUALITY_NAMES),
    width: reader.number('width', side),
    height: reader.number('height', side),
    scale: reader.number('scale', { min: 0.05, max: 4 }),
    fps: reader.number('fps', { min: 1, max: 120, unit: 'frames per second' }),
    crf: reader.number('crf', { min: 0, max: 63, integer: true }),
    videoKbps: reader.number('bitrate_kbps', { min: 50, max: 200_000, integer: true }),
    audioKbps: reader.number('audio_bitrate_kbps', { min: 32, max: 320, integer: true }),
    startSeconds: range?.number('start', moment),
    endSeconds: range?.number('end', moment),
    strict: reader.boolean('strict'),
  });
}

function readWatermark(reader: BodyReader): WatermarkOrder | undefined {
  const fields = nested(reader, 'watermark');
  if (fields === undefined) return undefined;
  const image = fields.text('image', 4_000);
  const text = fields.text('text', 200);
  if ((image === undefined) === (text === undefined))
    reader.refuse(
      'watermark',
      'an object with either image or text',
      image === undefined ? 'neither' : 'both',
    );
  return withoutUndefined({
    image,
    text,
    position: fields.oneOf('position', WATERMARK_POSITIONS),
    scale: fields.number('scale', { min: 0.01, max: 1 }),
    opacity: fields.number('opacity', { min: 0, max: 1 }),
    margin: fields.number('margin', { min: 0, max: 0.4 }),
  });
}

function nested(reader: BodyReader, name: string): BodyReader | undefined {
  const value = reader.raw(name);
  if (value === undefined) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) reader.refuse(name, 'an object', typeof value);
  return new BodyReader(value);
}

interface Order {
  readonly options: RenderOptions;
  readonly format: keyof typeof FORMATS;
  readonly has: (field: string) => boolean;
}

/** Field, what it should be, what it is. */
type Refusal = readonly [field: string, expected: string, actual: string];

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

function checkTogether(reader: BodyReader, options: RenderOptions): void {
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

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
