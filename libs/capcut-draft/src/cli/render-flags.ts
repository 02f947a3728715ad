import { BodyReader, GatewayError } from '@onereel/core';
import { extname, resolve } from 'node:path';
import { FORMATS, RENDER_FORMATS, type RenderFormat } from '../render/output-formats';
import { OPTION_ROWS, type OptionRow, WATERMARK_ROWS } from '../render/option-table';
import { PREVIEW_ENCODERS, PREVIEW_FORMATS } from '../render/preview-formats';
import { nestedReader, readRenderOptions, readThumbnail, readWatermarkLook } from '../render/read-options';
import type { RenderOptions } from '../render/render-options';
import type { Thumbnail } from '../render/thumbnail';
import type { Watermark } from '../render/watermark';
import { type CommandArguments, type OptionTable, UsageError } from './arguments';

/** What a command line asks of the film. */
export interface RenderFlags {
  readonly options: RenderOptions;
  readonly watermark?: Watermark;
  readonly thumbnail?: Thumbnail;
}

/** The extension of the output says it. */
const SHOWN_ROWS = OPTION_ROWS.filter(({ field }) => field !== 'format');

const flagOf = (field: string): string => field.replaceAll('_', '-');

const helpOf = (row: OptionRow<never>): string => {
  const accepted = row.kind === 'choice' ? `${row.values.join(', ')}. ` : '';
  const usual = row.default === undefined || row.kind === 'flag' ? '' : ` Default: ${row.default}.`;
  return `${accepted}${row.about}${usual}`.replaceAll('`', '');
};

const flagsOf = (rows: readonly OptionRow<never>[], prefix = ''): OptionTable =>
  Object.fromEntries(
    rows.map((row) => [
      prefix + flagOf(row.field),
      { kind: row.kind === 'flag' ? 'flag' : 'value', help: helpOf(row) } as const,
    ]),
  );

/** The options of the API, and shorter ways to say some of them. */
export const RENDER_FLAGS: OptionTable = {
  ...flagsOf(SHOWN_ROWS),
  size: { kind: 'value', help: 'Width and height at once, such as 1280x720.' },
  range: { kind: 'value', help: 'Part of the film in seconds: 2-5.5, or 2- to the end.' },
  watermark: { kind: 'value', help: 'Line of text, or picture file (.png, .jpg, .webp), over the film.' },
  ...flagsOf(WATERMARK_ROWS, 'watermark-'),
  thumbnail: {
    kind: 'value',
    help: 'Picture to write (.jpg, .png or .webp): the first frame that is not black.',
  },
  'thumbnail-at': { kind: 'value', help: 'The frame of this second of the draft instead.' },
};

/** @throws UsageError naming the option, for everything the API would refuse too */
export function readRenderFlags(args: CommandArguments, output: string): RenderFlags {
  try {
    const reader = new BodyReader(bodyOf(args, output));
    const options = readRenderOptions(reader);
    return { options, watermark: watermarkOf(args, reader), thumbnail: readThumbnail(reader, options) };
  } catch (error) {
    throw GatewayError.isInstance(error) ? new UsageError(inFlags(error)) : error;
  }
}

/** The words of a request for what was written on the command line. */
function bodyOf(args: CommandArguments, output: string): Record<string, unknown> {
  const given = (rows: readonly OptionRow<never>[], prefix = ''): Record<string, unknown> =>
    Object.fromEntries(
      rows.map((row) => {
        const flag = prefix + flagOf(row.field);
        return [row.field, row.kind === 'flag' ? args.flag(flag) : args.text(flag)];
      }),
    );
  const picture = args.text('thumbnail');
  return {
    ...given(SHOWN_ROWS),
    ...sizeOf(args.text('size')),
    format: formatOf(output),
    range: rangeOf(args.text('range')),
    ...(args.text('watermark') !== undefined && { watermark: given(WATERMARK_ROWS, 'watermark-') }),
    ...(picture !== undefined && {
      thumbnail: { at: args.text('thumbnail-at'), format: pictureFormat(picture) },
    }),
  };
}

function formatOf(output: string): RenderFormat {
  const extension = extname(output).slice(1).toLowerCase();
  const format = RENDER_FORMATS.find((name) => FORMATS[name].extension === extension);
  if (format) return format;
  const known = RENDER_FORMATS.map((name) => `.${FORMATS[name].extension}`).join(', ');
  throw new UsageError(
    `cannot write ${extension ? `.${extension}` : 'a file without extension'}: use ${known}`,
  );
}

function pictureFormat(path: string): (typeof PREVIEW_FORMATS)[number] {
  const extension = extname(path).slice(1).toLowerCase();
  const format = PREVIEW_FORMATS.find(
    (name) => name === extension || PREVIEW_ENCODERS[name].extension === extension,
  );
  if (format) return format;
  throw new UsageError(`cannot write the thumbnail as "${extname(path)}": use .jpg, .png or .webp`);
}

function sizeOf(text: string | undefined): { width?: string; height?: string } {
  if (text === undefined) return {};
  const [, width, height] = /^(\d+)[x×](\d+)$/i.exec(text) ?? [];
  if (width === undefined)
    throw new UsageError(`--size takes width and height such as 1280x720, not "${text}"`);
  return { width, height };
}

function rangeOf(text: string | undefined): { start?: string; end?: string } | undefined {
  if (text === undefined) return undefined;
  const [, start = '', end = ''] = /^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)?$/.exec(text) ?? [];
  if (start === '') throw new UsageError(`--range takes seconds such as 2-5.5 or 2-, not "${text}"`);
  return { start, end };
}

const PICTURE_FILE = /\.(png|jpe?g|webp)$/i;

function watermarkOf(args: CommandArguments, reader: BodyReader): Watermark | undefined {
  const shown = args.text('watermark');
  const look = nestedReader(reader, 'watermark');
  if (shown === undefined || look === undefined) return undefined;
  return {
    ...readWatermarkLook(look),
    content: PICTURE_FILE.test(shown)
      ? { kind: 'image', path: resolve(shown) }
      : { kind: 'text', text: shown },
  };
}

/** `bitrate_kbps must be …` → `--bitrate-kbps must be …`. */
function inFlags({ message, param = '' }: GatewayError): string {
  const [field, inner] = param.split('.');
  const flag = field === 'range' || inner === undefined ? field : `${field}-${inner}`;
  return message.replace(param, `--${flagOf(flag)}`);
}
