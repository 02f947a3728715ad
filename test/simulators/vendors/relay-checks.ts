type Body = Readonly<Record<string, unknown>>;

/** `/v1/video/create`: how many pictures a model takes, and whether it takes a shape. */
const CREATE_MODELS: Readonly<Record<string, { readonly images: number; readonly ratio: boolean }>> = {
  veo2: { images: 0, ratio: false },
  'veo2-fast': { images: 0, ratio: false },
  'veo2-pro': { images: 0, ratio: false },
  'veo2-fast-frames': { images: 2, ratio: false },
  'veo2-fast-components': { images: 3, ratio: false },
  veo3: { images: 0, ratio: true },
  'veo3-fast': { images: 0, ratio: true },
  'veo3-pro': { images: 0, ratio: true },
  'veo3-pro-frames': { images: 1, ratio: true },
  'veo3.1': { images: 3, ratio: true },
  'veo3.1-fast': { images: 3, ratio: true },
};
const OPENAI_MODELS = ['veo_3_1', 'veo_3_1-fast', 'veo_3_1-lite'];

export const RELAY_MODELS: readonly string[] = [...OPENAI_MODELS, ...Object.keys(CREATE_MODELS)];

/** What an OpenAI-style relay would not take; `undefined` = fine. */
export function openaiProblem(body: Body): string | undefined {
  const { model, prompt, seconds, size, input_reference: picture, images } = body;
  if (!OPENAI_MODELS.includes(String(model))) return `model ${String(model)} is not available`;
  if (typeof prompt !== 'string' && picture === undefined && images === undefined)
    return 'prompt is required';
  if (seconds !== undefined && !(Number(seconds) >= 1 && Number(seconds) <= 10)) return 'seconds is invalid';
  if (size !== undefined && !/^(\d{3,4}x\d{3,4}|16x9|9x16)$/.test(String(size))) return 'size is invalid';
  const pictures = [picture, ...(Array.isArray(images) ? (images as unknown[]) : [])];
  return pictures.every(isPicture) ? undefined : 'input_reference is invalid';
}

/** An address, a data URI, base64, or an uploaded file. */
const isPicture = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null) ||
  (typeof value === 'string' &&
    (/^(https?:\/\/|data:image\/)/.test(value) || /^[A-Za-z0-9+/=]{16,}$/.test(value)));

/** The same for `/v1/video/create`. */
export function createProblem(body: Body): string | undefined {
  const model = CREATE_MODELS[String(body.model)];
  if (!model) return `model ${String(body.model)} is not available`;
  if (typeof body.prompt !== 'string' || body.prompt === '') return 'prompt is required';
  if (body.aspect_ratio !== undefined) {
    if (!model.ratio) return 'aspect_ratio is only supported by veo3 models';
    if (!['16:9', '9:16'].includes(String(body.aspect_ratio))) return 'aspect_ratio is invalid';
  }
  const flags = [body.enhance_prompt, body.enable_upsample];
  if (!flags.every((flag) => flag === undefined || typeof flag === 'boolean'))
    return 'flags must be booleans';
  const images = body.images ?? [];
  if (!Array.isArray(images) || !images.every(isPicture)) return 'images is invalid';
  return images.length > model.images
    ? `${String(body.model)} takes at most ${model.images} images`
    : undefined;
}
