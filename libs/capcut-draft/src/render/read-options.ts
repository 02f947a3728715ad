import { BodyReader } from '@onereel/core';
import {
  LONGEST_SECONDS,
  OPTION_ROWS,
  type OptionRow,
  RANGE_ROWS,
  THUMBNAIL_ROWS,
  WATERMARK_ROWS,
} from './option-table';
import { expectTogether } from './options-together';
import type { RenderOptions } from './render-options';
import type { Thumbnail } from './thumbnail';
import type { Watermark } from './watermark';

/** How a watermark looks, whatever it shows. */
export type WatermarkLook = Omit<Watermark, 'content'>;

/** @throws GatewayError `invalid_parameter` naming field, reason and cure; for fields that contradict each other too */
export function readRenderOptions(reader: BodyReader): RenderOptions {
  const range = nestedReader(reader, 'range');
  const options = { ...valuesOf(OPTION_ROWS, reader), ...(range && valuesOf(RANGE_ROWS, range)) };
  expectTogether(reader, options);
  return options;
}

export const readWatermarkLook = (reader: BodyReader): WatermarkLook => valuesOf(WATERMARK_ROWS, reader);

/** `true` asks for one with nothing to say about it. @throws GatewayError for a moment outside the range of the options too */
export function readThumbnail(reader: BodyReader, options: RenderOptions): Thumbnail | undefined {
  const wanted = reader.raw('thumbnail');
  if (typeof wanted === 'boolean' || (typeof wanted === 'string' && !wanted.trim().startsWith('{')))
    return reader.boolean('thumbnail') ? {} : undefined;
  const fields = nestedReader(reader, 'thumbnail');
  if (fields === undefined) return undefined;
  const thumbnail: Thumbnail = valuesOf(THUMBNAIL_ROWS, fields);
  const { startSeconds = 0, endSeconds = LONGEST_SECONDS } = options;
  const { atSeconds = startSeconds } = thumbnail;
  if (atSeconds < startSeconds || atSeconds > endSeconds)
    fields.refuse('at', `inside the range (${startSeconds} to ${endSeconds})`, String(atSeconds));
  return thumbnail;
}

/** The fields of an object inside the body, or of JSON text in a form; complaints name it in front. */
export function nestedReader(reader: BodyReader, name: string): BodyReader | undefined {
  const fields = reader.object(name);
  return fields && new BodyReader(fields, `${name}.`);
}

/** The values that were given. The rows say what each may be. */
function valuesOf<Options>(rows: readonly OptionRow<Options>[], reader: BodyReader): Partial<Options> {
  const given = rows
    .map((row): [string, unknown] => [row.option, valueOf(row, reader)])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as Partial<Options>;
}

function valueOf<Options>(row: OptionRow<Options>, reader: BodyReader): unknown {
  switch (row.kind) {
    case 'number':
    case 'integer':
      return reader.number(row.field, { ...row, integer: row.kind === 'integer' });
    case 'choice':
      return reader.oneOf(row.field, row.values);
    case 'flag':
      return reader.boolean(row.field);
  }
}
