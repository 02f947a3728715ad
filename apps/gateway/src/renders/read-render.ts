import {
  nestedReader,
  readRenderOptions,
  readThumbnail,
  readWatermarkLook,
  type RenderOptions,
  type Thumbnail,
  type WatermarkLook,
} from '@onereel/capcut-draft';
import { BodyReader, type JsonObject } from '@onereel/core';
import type { FormFile } from '../http/body/form-files';
import { type DraftSource, readSource } from './read-source';

export interface WatermarkOrder extends WatermarkLook {
  /** URL or `task://<id>`. */
  readonly image?: string;
  readonly text?: string;
}

/** What `POST /api/v1/renders` asks for. */
export interface RenderOrder extends DraftSource {
  readonly options: RenderOptions;
  readonly watermark?: WatermarkOrder;
  readonly thumbnail?: Thumbnail;
  readonly callbackUrl?: string;
  readonly externalId?: string;
  readonly metadata?: JsonObject;
}

/** @throws GatewayError naming field, reason and cure; for fields that contradict each other too */
export function readRender(body: unknown, files: readonly FormFile[]): RenderOrder {
  const reader = new BodyReader(body);
  const options = readRenderOptions(reader);
  return {
    ...readSource(reader, files),
    options,
    watermark: readWatermark(reader),
    thumbnail: readThumbnail(reader, options),
    callbackUrl: reader.text('callback_url', 2_000),
    externalId: reader.text('external_id', 255),
    metadata: reader.object('metadata'),
  };
}

function readWatermark(reader: BodyReader): WatermarkOrder | undefined {
  const fields = nestedReader(reader, 'watermark');
  if (fields === undefined) return undefined;
  const image = fields.text('image', 4_000);
  const text = fields.text('text', 200);
  if ((image === undefined) === (text === undefined))
    reader.refuse(
      'watermark',
      'an object with either image or text',
      image === undefined ? 'neither' : 'both',
    );
  return {
    ...readWatermarkLook(fields),
    ...(image !== undefined && { image }),
    ...(text !== undefined && { text }),
  };
}
