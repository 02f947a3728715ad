type Body = Readonly<Record<string, unknown>>;
type Check = readonly [field: string, holds: (body: Body) => boolean];

const RATIOS = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'];
const TEMPLATES = [
  'hitchcock_dolly_in',
  'hitchcock_dolly_out',
  'robo_arm',
  'dynamic_orbit',
  'central_orbit',
  'crane_push',
  'quick_pull_back',
  'counterclockwise_swivel',
  'clockwise_swivel',
  'handheld',
  'rapid_push_pull',
];

/** How many pictures a product takes; without a row anything goes. */
const IMAGES: Readonly<Record<string, readonly number[]>> = {
  jimeng_t2v_v30: [0],
  jimeng_t2v_v30_1080p: [0],
  jimeng_i2v_first_v30: [1],
  jimeng_i2v_first_v30_1080: [1],
  jimeng_i2v_first_tail_v30: [2],
  jimeng_i2v_first_tail_v30_1080: [2],
  jimeng_i2v_recamera_v30: [1],
  jimeng_ti2v_v30_pro: [0, 1],
  jimeng_vgfm_t2v_l20: [0],
  jimeng_vgfm_i2v_l20: [1],
};
const OTHERS = /^(jimeng_dream_?actor_|jimeng_realman_avatar_|pippit_iv2v_)/;

export const knowsProduct = (reqKey: unknown): boolean =>
  typeof reqKey === 'string' && (Object.hasOwn(IMAGES, reqKey) || OTHERS.test(reqKey));

const imagesOf = (body: Body): unknown[] => {
  const images = body.image_urls ?? body.binary_data_base64 ?? [];
  return Array.isArray(images) ? (images as unknown[]) : [];
};
const oneOf =
  (field: string, allowed: readonly unknown[]) =>
  (body: Body): boolean =>
    body[field] === undefined || allowed.includes(body[field]);

const isBase64 = (value: unknown): boolean =>
  typeof value === 'string' && /^[A-Za-z0-9+/=]{16,}$/.test(value);
const isUrl = (value: unknown): boolean => typeof value === 'string' && /^https?:\/\//.test(value);

const CHECKS: readonly Check[] = [
  [
    'prompt',
    ({ prompt }) => prompt === undefined || (typeof prompt === 'string' && [...prompt].length <= 800),
  ],
  ['prompt', (body) => typeof body.prompt === 'string' || imagesOf(body).length > 0],
  ['seed', ({ seed }) => seed === undefined || (Number.isInteger(seed) && Number(seed) >= -1)],
  ['frames', oneOf('frames', [121, 241])],
  ['aspect_ratio', oneOf('aspect_ratio', RATIOS)],
  ['image_urls', (body) => body.image_urls === undefined || body.binary_data_base64 === undefined],
  ['image_urls', ({ image_urls: urls }) => urls === undefined || (Array.isArray(urls) && urls.every(isUrl))],
  [
    'binary_data_base64',
    ({ binary_data_base64: data }) => data === undefined || (Array.isArray(data) && data.every(isBase64)),
  ],
  ['images', (body) => IMAGES[String(body.req_key)]?.includes(imagesOf(body).length) ?? true],
  [
    'template_id',
    (body) => body.req_key !== 'jimeng_i2v_recamera_v30' || TEMPLATES.includes(String(body.template_id)),
  ],
  ['camera_strength', oneOf('camera_strength', ['weak', 'medium', 'strong'])],
];

/** What the visual API would not take; unknown fields it ignores. `undefined` = fine. */
export function visualProblem(body: Body): string | undefined {
  if (!knowsProduct(body.req_key)) return `req_key is unknown: ${String(body.req_key)}`;
  const failed = CHECKS.find(([, holds]) => !holds(body));
  return failed && `${failed[0]} is invalid`;
}
