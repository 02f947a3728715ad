import { LONGEST_SECONDS, PREVIEW_FORMATS, type PreviewFormat } from '@onereel/capcut-draft';
import { BodyReader } from '@onereel/core';
import { type DraftSource, readSource } from './read-source';

/** What `POST /api/v1/renders/preview` asks for. */
export interface PreviewOrder extends Omit<DraftSource, 'archive'> {
  /** Seconds. */
  readonly at: number;
  readonly format: PreviewFormat;
  /** Pixels; default the canvas. */
  readonly width?: number;
}

/** @throws GatewayError naming field, reason and cure */
export function readPreview(body: unknown): PreviewOrder {
  const reader = new BodyReader(body);
  return {
    ...readSource(reader),
    at: reader.number('at', { min: 0, max: LONGEST_SECONDS, unit: 'seconds' }) ?? 0,
    format: reader.oneOf('format', PREVIEW_FORMATS) ?? 'png',
    width: reader.number('width', { min: 16, max: 7680, integer: true, unit: 'pixels' }),
  };
}
