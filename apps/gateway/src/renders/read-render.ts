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

const DAY_SECONDS = 43_200;
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
  const moment = { min: 0, max: DAY_SECONDS, unit: 'seconds' };
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

/** Fields that are right alone and wrong together. */
function checkTogether(reader: BodyReader, options: RenderOptions): void {
  const format = formatOf(options);
  const { codecs, hasPicture, sound } = FORMATS[format];
  const { codec } = options;
  if (codec !== undefined && !codecs.includes(codec)) {
    const expected = codecs.length === 0 ? 'left out' : `one of ${codecs.join(', ')}`;
    reader.refuse('codec', `${expected} for format ${format}`, codec);
  }
  for (const name of PICTURE_FIELDS)
    if (!hasPicture && reader.raw(name) !== undefined)
      reader.refuse(name, `left out for format ${format}, which has no picture`, 'a value');
  const fixed = format === 'gif' || codecOf(options) === 'prores';
  for (const name of ['crf', 'bitrate_kbps'])
    if (fixed && hasPicture && reader.raw(name) !== undefined)
      reader.refuse(
        name,
        `left out for ${format === 'gif' ? 'GIF' : 'ProRes'}, whose quality is fixed`,
        'a value',
      );
  if (options.crf !== undefined && options.videoKbps !== undefined)
    reader.refuse('bitrate_kbps', 'left out when crf is given', 'both');
  const scale = CRF_SCALE[codecOf(options)];
  if (options.crf !== undefined && options.crf > scale)
    reader.refuse('crf', `from 0 to ${scale} for ${codecOf(options)}`, String(options.crf));
  if (options.audioKbps !== undefined && sound?.defaultKbps === undefined)
    reader.refuse('audio_bitrate_kbps', `left out for format ${format}`, String(options.audioKbps));
  if (options.scale !== undefined && (options.width ?? options.height) !== undefined)
    reader.refuse('scale', 'left out when width or height is given', String(options.scale));
  if (format === 'gif' && (options.fps ?? 0) > 50)
    reader.refuse('fps', 'at most 50 for GIF, whose clock has hundredths of a second', String(options.fps));
  const { startSeconds = 0, endSeconds } = options;
  if (endSeconds !== undefined && endSeconds <= startSeconds)
    reader.refuse('range.end', `later than range.start (${startSeconds})`, String(endSeconds));
}

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
