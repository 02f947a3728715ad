import { GatewayError, type ErrorCode } from '@onereel/core';

interface Wording {
  readonly routes: RegExp;
  readonly when: (error: GatewayError) => boolean;
  readonly detail: string;
}

const input = (error: GatewayError) =>
  error.code === 'invalid_parameter' || error.code === 'missing_required_parameter';
const param = (pattern: RegExp) => (error: GatewayError) => input(error) && pattern.test(error.param ?? '');
const code =
  (...codes: GatewayError['code'][]) =>
  (error: GatewayError) =>
    codes.includes(error.code);

const ANY = /./;
/** The sentences the public documentation promises, first match wins. */
const WORDINGS: readonly Wording[] = [
  {
    routes: ANY,
    when: (error) => error.code === 'missing_required_parameter' && error.param === 'draft_url',
    detail: 'draft_url is required',
  },
  {
    routes: ANY,
    when: (error) => error.code === 'not_found' && /^draft_(id|url)$/.test(error.param ?? ''),
    detail: 'Draft does not exist',
  },
  { routes: ANY, when: param(/^draft_url$/), detail: 'Invalid draft_url format' },
  { routes: /^add_audios$/, when: param(/^audios$/), detail: 'audios parameter must be an array' },
  { routes: /^add_audios$/, when: param(/\.audio_url$/), detail: 'audio_url cannot be empty' },
  { routes: /^add_audios$/, when: param(/\.volume$/), detail: 'Invalid volume value' },
  { routes: /^add_audios$/, when: param(/\.fade_(in|out)$/), detail: 'Invalid fade time' },
  { routes: /^add_(videos|images)$/, when: param(/^(videos|images)$/), detail: 'parameter must be an array' },
  { routes: /^gen_video$/, when: code('draft_empty'), detail: 'Draft content is empty' },
  {
    routes: /^gen_video$/,
    when: code('material_inaccessible', 'input_unreachable', 'url_not_allowed'),
    detail: 'Material inaccessible',
  },
  {
    routes: /^gen_video$/,
    when: code('service_busy', 'rate_limited', 'shutting_down'),
    detail: 'Service busy',
  },
  { routes: /^gen_video$/, when: code('deadline_exceeded'), detail: 'Processing timeout' },
  {
    routes: /^gen_video$/,
    when: code('media_processing_failed', 'media_out_of_memory', 'disk_full'),
    detail: 'Video rendering failed',
  },
  {
    routes: /^gen_video$/,
    when: code('internal_error', 'storage_failed'),
    detail: 'Video generation task submission failed',
  },
  {
    routes: /^add_audios$/,
    when: code('internal_error', 'storage_failed', 'disk_full', 'media_processing_failed'),
    detail: 'Audio material addition failed',
  },
  {
    routes: /^gen_video$/,
    when: code('audio_processing_failed'),
    detail: 'Audio processing failed',
  },
  {
    routes: /^gen_video$/,
    when: code('encoding_failed', 'ffmpeg_unavailable'),
    detail: 'Encoding failed',
  },
  {
    routes: ANY,
    when: code('service_busy', 'shutting_down', 'ffmpeg_unavailable'),
    detail: 'Service unavailable',
  },
];

/** The promised sentence for an error on a route, or its own message. */
export function detailOf(route: string, error: GatewayError): string {
  return (
    WORDINGS.find((wording) => wording.routes.test(route) && wording.when(error))?.detail ?? error.message
  );
}

/** Why a render failed: the promised sentence of gen_video, then the reason itself. */
export function renderFailureText(code: ErrorCode | undefined, message: string): string {
  const sentence = code === undefined ? message : detailOf('gen_video', new GatewayError(code, { message }));
  return sentence === message ? message : `${sentence}: ${message}`;
}
