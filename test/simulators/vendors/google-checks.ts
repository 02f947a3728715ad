type Body = Readonly<Record<string, unknown>>;

interface ModelLimits {
  readonly resolutions: readonly string[];
  readonly references: boolean;
}

const FULL: ModelLimits = { resolutions: ['720p', '1080p', '4k'], references: true };
const LITE: ModelLimits = { resolutions: ['720p', '1080p'], references: false };

/** Models by the API that serves them. */
export const VERTEX_MODELS: Readonly<Record<string, ModelLimits>> = {
  'veo-3.1-generate-001': FULL,
  'veo-3.1-fast-generate-001': FULL,
  'veo-3.1-lite-generate-001': LITE,
};
export const GEMINI_MODELS: Readonly<Record<string, ModelLimits>> = {
  'veo-3.1-generate-preview': FULL,
  'veo-3.1-fast-generate-preview': FULL,
  'veo-3.1-lite-generate-preview': LITE,
};

const PARAMETERS = [
  'sampleCount',
  'durationSeconds',
  'aspectRatio',
  'resolution',
  'negativePrompt',
  'personGeneration',
  'enhancePrompt',
  'seed',
];
const VERTEX_PARAMETERS = [
  ...PARAMETERS,
  'generateAudio',
  'storageUri',
  'compressionQuality',
  'resizeMode',
  'fps',
  'pubsubTopic',
];

/** What Google would not take; `undefined` = fine. */
export function googleProblem(
  body: Body,
  limits: ModelLimits,
  flavor: 'vertex' | 'gemini',
): string | undefined {
  const [instance] = Array.isArray(body.instances) ? (body.instances as Body[]) : [];
  if (!instance) return 'instances is required';
  const parameters = (body.parameters ?? {}) as Body;
  const known = flavor === 'vertex' ? VERTEX_PARAMETERS : PARAMETERS;
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) return `Unknown name "${unknown}" at 'parameters': Cannot find field.`;
  return instanceProblem(instance, limits) ?? parameterProblem(instance, parameters, limits, flavor);
}

function instanceProblem(instance: Body, limits: ModelLimits): string | undefined {
  const { prompt, image, lastFrame, referenceImages, video } = instance;
  if (typeof prompt !== 'string' && !image && !video) return 'prompt is required';
  if (lastFrame && !image) return 'lastFrame requires image';
  const files = [image, lastFrame].filter((file) => file !== undefined);
  if (!files.every(isInlinePicture))
    return 'image must have bytesBase64Encoded and a mimeType of jpeg or png';
  if (referenceImages === undefined) return undefined;
  const list = referenceImages as readonly { image?: unknown; referenceType?: string }[];
  if (!limits.references) return 'referenceImages is not supported by this model';
  if (image) return 'referenceImages cannot be combined with image';
  const fine =
    list.length <= 3 &&
    list.every((item) => isInlinePicture(item.image) && /^asset$/i.test(item.referenceType ?? ''));
  return fine ? undefined : 'referenceImages is invalid';
}

function isInlinePicture(value: unknown): boolean {
  const { bytesBase64Encoded: bytes, mimeType } = (value ?? {}) as Record<string, unknown>;
  return typeof bytes === 'string' && bytes !== '' && /^image\/(jpeg|png)$/.test(String(mimeType));
}

function parameterProblem(
  instance: Body,
  parameters: Body,
  limits: ModelLimits,
  flavor: 'vertex' | 'gemini',
): string | undefined {
  const { durationSeconds = 8, resolution = '720p', aspectRatio = '16:9', sampleCount = 1 } = parameters;
  const full =
    resolution !== '720p' || instance.referenceImages !== undefined || instance.video !== undefined;
  const checks: readonly (readonly [name: string, holds: boolean])[] = [
    ['durationSeconds', [4, 6, 8].includes(durationSeconds as number) && (!full || durationSeconds === 8)],
    ['resolution', limits.resolutions.includes(String(resolution))],
    ['aspectRatio', ['16:9', '9:16'].includes(String(aspectRatio))],
    ['sampleCount', Number(sampleCount) >= 1 && Number(sampleCount) <= (flavor === 'vertex' ? 4 : 1)],
  ];
  const failed = checks.find(([, holds]) => !holds);
  return failed && `${failed[0]} is out of range`;
}
