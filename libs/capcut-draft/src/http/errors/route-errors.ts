import type { ErrorCode, GatewayError } from '@onereel/core';
import type { CapcutMateSymbol } from './capcut-mate-codes';

/** How one route words what went wrong. */
export interface RouteErrors {
  /** A field of the list or the item is wrong. */
  readonly invalid: CapcutMateSymbol;
  /** The input was fine and it did not work: overlaps, faults. */
  readonly failed: CapcutMateSymbol;
  /** A name is not in the catalogue; `invalid` when absent. */
  readonly unknownName?: CapcutMateSymbol;
  /** Something the route names does not exist. */
  readonly notFound?: CapcutMateSymbol;
}

const PLAIN: RouteErrors = { invalid: 'PARAM_VALIDATION_FAILED', failed: 'INTERNAL_SERVER_ERROR' };

const ROUTES: Readonly<Record<string, RouteErrors>> = {
  create_draft: { invalid: 'PARAM_VALIDATION_FAILED', failed: 'DRAFT_CREATE_FAILED' },
  add_videos: { invalid: 'INVALID_VIDEO_INFO', failed: 'VIDEO_ADD_FAILED' },
  add_images: { invalid: 'INVALID_IMAGE_INFO', failed: 'IMAGE_ADD_FAILED' },
  add_audios: { invalid: 'INVALID_AUDIO_INFO', failed: 'AUDIO_ADD_FAILED' },
  add_captions: { invalid: 'INVALID_CAPTION_INFO', failed: 'CAPTION_ADD_FAILED' },
  import_captions: { invalid: 'INVALID_CAPTION_INFO', failed: 'CAPTION_ADD_FAILED' },
  add_effects: {
    invalid: 'INVALID_EFFECT_INFO',
    failed: 'EFFECT_ADD_FAILED',
    unknownName: 'EFFECT_NOT_FOUND',
  },
  add_filters: {
    invalid: 'INVALID_FILTER_INFO',
    failed: 'FILTER_ADD_FAILED',
    unknownName: 'FILTER_NOT_FOUND',
  },
  add_masks: {
    invalid: 'INVALID_MASK_INFO',
    failed: 'INVALID_SEGMENT_TYPE',
    unknownName: 'MASK_NOT_FOUND',
    notFound: 'SEGMENT_NOT_FOUND',
  },
  add_keyframes: { invalid: 'INVALID_KEYFRAME_INFO', failed: 'KEYFRAME_ADD_FAILED' },
  add_sticker: { invalid: 'INVALID_STICKER_INFO', failed: 'STICKER_ADD_FAILED' },
  easy_create_material: { invalid: 'PARAM_VALIDATION_FAILED', failed: 'MATERIAL_CREATE_FAILED' },
  get_audio_duration: { invalid: 'PARAM_VALIDATION_FAILED', failed: 'AUDIO_DURATION_GET_FAILED' },
  audio_timelines: { invalid: 'PARAM_VALIDATION_FAILED', failed: 'AUDIO_DURATION_GET_FAILED' },
  get_text_animations: { invalid: 'TEXT_ANIMATION_GET_FAILED', failed: 'TEXT_ANIMATION_GET_FAILED' },
  get_image_animations: { invalid: 'IMAGE_ANIMATION_GET_FAILED', failed: 'IMAGE_ANIMATION_GET_FAILED' },
  get_effects: { invalid: 'PARAM_VALIDATION_FAILED', failed: 'EFFECT_GET_FAILED' },
  get_filters: { invalid: 'PARAM_VALIDATION_FAILED', failed: 'FILTER_GET_FAILED' },
  get_text_effects: { invalid: 'PARAM_VALIDATION_FAILED', failed: 'FILTER_GET_FAILED' },
  gen_video_status: {
    invalid: 'PARAM_VALIDATION_FAILED',
    failed: 'VIDEO_STATUS_QUERY_FAILED',
    notFound: 'VIDEO_TASK_NOT_FOUND',
  },
  update_segment: {
    invalid: 'PARAM_VALIDATION_FAILED',
    failed: 'INTERNAL_SERVER_ERROR',
    notFound: 'SEGMENT_NOT_FOUND',
  },
  remove_segments: {
    invalid: 'PARAM_VALIDATION_FAILED',
    failed: 'INTERNAL_SERVER_ERROR',
    notFound: 'SEGMENT_NOT_FOUND',
  },
};

/** Meanings that do not depend on the route. */
const BY_CODE: Readonly<Partial<Record<ErrorCode, CapcutMateSymbol>>> = {
  authentication_failed: 'AUTHENTICATION_FAILED',
  permission_denied: 'PERMISSION_DENIED',
  payload_too_large: 'FILE_SIZE_LIMIT_EXCEEDED',
  input_unreachable: 'DOWNLOAD_FILE_FAILED',
  url_not_allowed: 'DOWNLOAD_FILE_FAILED',
  invalid_media: 'DOWNLOAD_FILE_FAILED',
  invalid_image: 'DOWNLOAD_FILE_FAILED',
  revision_conflict: 'DRAFT_LOCK_TIMEOUT',
};

type Meaning = (route: RouteErrors, error: GatewayError) => CapcutMateSymbol;
const BY_ROUTE: Readonly<Partial<Record<ErrorCode, Meaning>>> = {
  invalid_parameter: (route, error) => symbolOfInput(route, error),
  missing_required_parameter: (route, error) => symbolOfInput(route, error),
  invalid_request: () => 'PARAM_VALIDATION_FAILED',
  unsupported_media_type: () => 'PARAM_VALIDATION_FAILED',
  draft_invalid: () => 'PARAM_VALIDATION_FAILED',
  draft_encrypted: () => 'PARAM_VALIDATION_FAILED',
  draft_empty: () => 'PARAM_VALIDATION_FAILED',
  catalogue_unknown: (route) => route.unknownName ?? route.invalid,
  not_found: (route) => route.notFound ?? 'RESOURCE_NOT_FOUND',
  conflict: (route, error) => (error.retryable ? 'DRAFT_LOCK_TIMEOUT' : route.failed),
};

const DRAFT_PARAMS = new Set(['draft_url', 'draft_id']);

/** Which of capcut-mate's codes an error is on a route. */
export function symbolOf(routeName: string, error: GatewayError): CapcutMateSymbol {
  if (DRAFT_PARAMS.has(error.param ?? '')) return 'INVALID_DRAFT_URL';
  const route = ROUTES[routeName] ?? PLAIN;
  return BY_ROUTE[error.code]?.(route, error) ?? BY_CODE[error.code] ?? route.failed;
}

/** Fields of the body itself are schema faults; what stands inside a list, and empty lists, are the route's own. */
function symbolOfInput(route: RouteErrors, { code, param = '' }: GatewayError): CapcutMateSymbol {
  const emptyList = code === 'missing_required_parameter' && MEDIA_LISTS.has(param);
  return /\[\d+\]/.test(param) || OWN_FIELDS.has(param) || emptyList
    ? route.invalid
    : 'PARAM_VALIDATION_FAILED';
}

const MEDIA_LISTS = new Set(['video_infos', 'audio_infos', 'image_infos', 'videos', 'audios', 'images']);
const OWN_FIELDS = new Set([
  'captions',
  'subtitles',
  'effect_infos',
  'filter_infos',
  'keyframes',
  'segment_ids',
  'mode',
  'sticker.start',
  'sticker.end',
]);
