type Body = Readonly<Record<string, unknown>>;

const TEXT_MODELS = [
  'kling-v1',
  'kling-v1-6',
  'kling-v2-master',
  'kling-v2-1-master',
  'kling-v2-5-turbo',
  'kling-v2-6',
  'kling-v3',
];
const MODELS: Readonly<Record<string, readonly string[]>> = {
  text2video: TEXT_MODELS,
  image2video: [...TEXT_MODELS, 'kling-v1-5', 'kling-v2-1'],
  'multi-image2video': ['kling-v1-6'],
  'video-extend': ['kling-v1', 'kling-v1-5', 'kling-v1-6'],
};
const RATIOS = ['16:9', '9:16', '1:1'];

type Check = readonly [field: string, holds: (body: Body) => boolean];

const textUpTo =
  (field: string, max: number) =>
  (body: Body): boolean =>
    body[field] === undefined || (typeof body[field] === 'string' && body[field].length <= max);

const oneOf =
  (field: string, allowed: readonly unknown[]) =>
  (body: Body): boolean =>
    body[field] === undefined || allowed.includes(body[field]);

const isImage = (value: unknown): boolean =>
  typeof value === 'string' && (/^https?:\/\//.test(value) || /^[A-Za-z0-9+/=\s]{16,}$/.test(value));

const seconds = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index));

const LEGACY_CHECKS: readonly Check[] = [
  ['prompt', textUpTo('prompt', 2500)],
  ['negative_prompt', textUpTo('negative_prompt', 2500)],
  [
    'duration',
    (body) => oneOf('duration', body.model_name === 'kling-v3' ? seconds(3, 15) : ['5', '10'])(body),
  ],
  ['mode', oneOf('mode', ['std', 'pro', '4k'])],
  ['aspect_ratio', oneOf('aspect_ratio', RATIOS)],
  ['sound', oneOf('sound', ['on', 'off'])],
  ['image', (body) => body.image === undefined || isImage(body.image)],
  ['image_tail', (body) => body.image_tail === undefined || isImage(body.image_tail)],
  ['camera_control', (body) => body.camera_control === undefined || isCameraControl(body.camera_control)],
];

const REQUIRED: Readonly<Record<string, Check>> = {
  text2video: ['prompt', (body) => typeof body.prompt === 'string' || Array.isArray(body.multi_prompt)],
  image2video: ['image', (body) => body.image !== undefined || body.image_tail !== undefined],
  'multi-image2video': [
    'image_list',
    ({ image_list: list }) => Array.isArray(list) && list.length >= 1 && list.length <= 4,
  ],
  'video-extend': ['video_id', (body) => typeof body.video_id === 'string'],
};

/** What Kling's older API would not take; unknown fields it ignores. `undefined` = fine. */
export function legacyProblem(kind: string, body: Body): string | undefined {
  const models = MODELS[kind];
  if (!models) return `no such resource: ${kind}`;
  if (kind !== 'video-extend' && !oneOf('model_name', models)(body)) {
    return `model is not supported: ${String(body.model_name)}`;
  }
  const failed = [REQUIRED[kind], ...LEGACY_CHECKS].find(([, holds]) => !holds(body));
  return failed && `${failed[0]} is invalid`;
}

function isCameraControl(value: unknown): boolean {
  const { type, config } = value as { type?: string; config?: Record<string, number> };
  if (type !== 'simple') return config === undefined;
  const moves = Object.values(config ?? {});
  return moves.filter((move) => move !== 0).length === 1 && moves.every((move) => Math.abs(move) <= 10);
}

const NEW_MODELS: Readonly<Record<string, readonly string[]>> = {
  'text-to-video': ['kling-3.0', 'kling-3.0-turbo', 'kling-2.6', 'kling-2.5-turbo'],
  'image-to-video': ['kling-3.0', 'kling-3.0-turbo', 'kling-2.6', 'kling-2.5-turbo'],
  'omni-video': ['kling-3.0-omni', 'kling-o1'],
  'motion-control': ['kling-3.0', 'kling-2.6'],
};

const durationsOf = (model: string): number[] => {
  if (model.startsWith('kling-3.0')) return seconds(3, 15).map(Number);
  return model === 'kling-o1' ? seconds(3, 10).map(Number) : [5, 10];
};

/** The same for the newer API. */
export function newApiProblem(kind: string, model: string, body: Body): string | undefined {
  if (!NEW_MODELS[kind]?.includes(model)) return `model is not supported: ${model}`;
  const checks: Check[] = [
    ['duration', oneOf('duration', durationsOf(model))],
    ['resolution', oneOf('resolution', ['720p', '1080p', ...(model === 'kling-3.0' ? ['4k'] : [])])],
    ['aspect_ratio', oneOf('aspect_ratio', RATIOS)],
    ['audio', oneOf('audio', ['native', 'off', ...(kind === 'omni-video' ? ['original'] : [])])],
  ];
  const failed = checks.find(([, holds]) => !holds((body.settings ?? {}) as Body));
  if (failed) return `settings.${failed[0]} is invalid`;
  if (kind === 'text-to-video') return typeof body.prompt === 'string' ? undefined : 'prompt is required';
  return contentsProblem(body.contents);
}

const CONTENT_TYPES = [
  'prompt',
  'first_frame',
  'last_frame',
  'element',
  'voice',
  'refer_image',
  'feature_video',
  'base_video',
];

function contentsProblem(contents: unknown): string | undefined {
  if (!Array.isArray(contents) || contents.length === 0) return 'contents is required';
  for (const item of contents as { type?: string; url?: string; text?: string }[]) {
    if (!CONTENT_TYPES.includes(item.type ?? '')) return `contents.type is invalid: ${item.type}`;
    if (item.type === 'prompt' && typeof item.text !== 'string') return 'contents.text is required';
    const isFrame = ['first_frame', 'last_frame', 'refer_image'].includes(item.type ?? '');
    if (isFrame && !isImage(item.url)) return `contents.url of ${item.type} is invalid`;
  }
  return undefined;
}
