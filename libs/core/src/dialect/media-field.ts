import { GatewayError } from '../errors/gateway-error';
import { UploadedInput } from '../gateway/video-gateway';
import { InputRole } from '../request/video-request';

const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const DATA_URI = /^data:/i;

/**
 * What a client put where a picture or video belongs: a URL, a data URI, raw base64, or `{ image_url }` / `{ url }` around one of
 * them. Never a path on this machine: anything without a scheme is taken for base64, so that local files cannot be named at all.
 * @throws `invalid_parameter`; `not_supported` for `{ file_id }`, because there is no file upload API here.
 */
export function mediaField(field: string, role: InputRole, value: unknown): UploadedInput {
  const text = unwrap(field, value).trim();
  if (DATA_URI.test(text)) return { role, field, source: { kind: 'inline', data: text } };
  if (HAS_SCHEME.test(text)) return { role, field, source: { kind: 'url', url: text } };
  return { role, field, source: { kind: 'inline', data: text } };
}

function unwrap(field: string, value: unknown): string {
  const opened = typeof value === 'string' ? openJson(value) : value;
  if (isObject(opened) && opened.file_id !== undefined) {
    throw new GatewayError('not_supported', {
      param: `${field}.file_id`,
      message: `${field}.file_id cannot be used: this gateway has no file API. Upload the file itself or send a URL.`,
    });
  }
  const text = isObject(opened) ? innerUrl(opened) : opened;
  if (typeof text === 'string' && text.trim() !== '') return text;
  throw new GatewayError('invalid_parameter', {
    param: field,
    message: `${field} must be a URL, a data URI, base64 data or a file. Send for example "https://example.com/photo.jpg".`,
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{ image_url: "…" }`, `{ url: "…" }` and the chat style `{ image_url: { url: "…" } }`. */
const innerUrl = (value: Record<string, unknown>): unknown => {
  const inner = value.image_url ?? value.url;
  return isObject(inner) ? inner.url : inner;
};

/** Form clients can send an object only as JSON text. */
function openJson(value: string): unknown {
  if (!value.trimStart().startsWith('{')) return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
