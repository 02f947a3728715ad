import { GatewayError } from '../errors/gateway-error';

export interface DecodedMedia {
  readonly bytes: Buffer;
  /** As the data URI claims; believe the magic bytes instead. */
  readonly declaredType?: string;
}

export interface DecodeOptions {
  /** The client's name for the field, for messages. */
  readonly field: string;
  /** Of the decoded bytes. */
  readonly maxBytes: number;
  /** Error code to use; default `invalid_image`. */
  readonly code?: 'invalid_image' | 'invalid_media';
}

const DATA_URI = /^data:([^,;]*)((?:;[^,;]*)*),/i;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const WHITESPACE = /[\t\n\r ]/g;

/**
 * Decodes a data URI or raw base64. Strict: the standard alphabet, padding complete or absent, line breaks allowed. Throws
 * `invalid_image` (or `code`) and `payload_too_large`; never repeats the content.
 */
export function decodeInlineMedia(value: string, options: DecodeOptions): DecodedMedia {
  const { declaredType, base64 } = splitDataUri(value.trim(), options);
  const text = base64.replace(WHITESPACE, '');
  const payload = text.replace(/=+$/, '').length;
  if (text === '') throw invalid(options, 'it is empty');
  if (Math.floor((payload * 3) / 4) > options.maxBytes) {
    throw new GatewayError('payload_too_large', {
      message: `${options.field} is larger than ${options.maxBytes} bytes.`,
      param: options.field,
    });
  }
  if (!BASE64.test(text) || payload % 4 === 1 || (text.length > payload && text.length % 4 !== 0)) {
    throw invalid(options, 'it is neither an http(s) URL nor a data URI nor valid base64');
  }
  return { bytes: Buffer.from(text, 'base64'), ...(declaredType !== undefined && { declaredType }) };
}

function splitDataUri(text: string, options: DecodeOptions): { declaredType?: string; base64: string } {
  if (!/^data:/i.test(text)) return { base64: text };
  const match = DATA_URI.exec(text);
  if (match === null) throw invalid(options, 'its data URI has no comma before the data');
  if (!match[2].toLowerCase().split(';').includes('base64')) {
    throw invalid(options, 'its data URI is not marked as ;base64');
  }
  const type = match[1].trim().toLowerCase();
  return { base64: text.slice(match[0].length), ...(type !== '' && { declaredType: type }) };
}

const invalid = ({ field, code = 'invalid_image' }: DecodeOptions, reason: string): GatewayError =>
  new GatewayError(code, {
    message: `${field} cannot be read: ${reason}.`,
    param: field,
  });
