import {
  BodyReader,
  type CreateVideo,
  GatewayError,
  type JsonObject,
  type ListedModel,
  mediaField,
  type ModelDescriptor,
  modelRow,
  unreadWarnings,
  type UploadedInput,
  withoutUndefined,
} from '@onereel/core';

export const VIDEO_GENERATIONS_DIALECT = 'video-generations';

type Request = CreateVideo['request'];

const MAX_SECONDS = 300;
const MAX_SEED = 4_294_967_295;
const MAX_IMAGES = 8;
const MAX_PIXELS = 16_384;
const IMAGE_FIELDS = ['image', 'images', 'input_reference'] as const;
const CAMERA_MOTIONS = ['pan', 'tilt', 'zoom', 'static'] as const;
/** Parameters that clients put into `metadata`. There they win over the body, because that is how this API is used elsewhere. */
const IN_METADATA: readonly string[] = [
  ...['negative_prompt', 'duration', 'seconds', 'width', 'height', 'size', 'resolution', 'aspect_ratio'],
  ...['fps', 'seed', 'n', 'audio', 'generate_audio', 'camera_motion', 'motion_strength', 'enhance_prompt'],
  ...['image', 'images', 'input_reference', 'last_frame', 'provider_options', 'strict'],
];

/** Body → CreateVideo. Throws `missing_required_parameter`, `invalid_parameter` or `invalid_request`. */
export function toCreateVideo(
  body: unknown,
  models: readonly ListedModel[],
  idempotencyKey?: string,
): CreateVideo {
  const metadata = new BodyReader(body).object('metadata') ?? {};
  const reader = new BodyReader({ ...(body as object), ...parametersIn(metadata) });
  reader.raw('metadata');
  const request = readRequest(reader);
  const inputs = readImages(reader, modelRow(models, request.model));
  requireSomethingToStartFrom(request, inputs);
  const user = reader.text('user', 255);
  const format = formatWarning(reader);
  return {
    dialect: VIDEO_GENERATIONS_DIALECT,
    request,
    inputs,
    metadata: { ...metadata, ...(user !== undefined && { user }) },
    ...withoutUndefined({ strict: reader.boolean('strict'), idempotencyKey }),
    warnings: [...format, ...unreadWarnings(reader)],
  };
}

const parametersIn = (metadata: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(metadata).filter(([name]) => IN_METADATA.includes(name)));

function readRequest(reader: BodyReader): Request {
  return {
    model: reader.text('model', 200)?.trim() ?? '',
    ...withoutUndefined({
      prompt: reader.text('prompt'),
      negativePrompt: reader.text('negative_prompt'),
      durationSeconds: readDuration(reader),
      ...readSize(reader),
      aspectRatio: reader.aspectRatio('aspect_ratio'),
      fps: reader.number('fps', { min: 1, max: 120, unit: 'frames per second' }),
      seed: reader.number('seed', { min: 0, max: MAX_SEED, integer: true }),
      count: reader.number('n', { min: 1, max: 10, integer: true, unit: 'videos' }),
      audio: reader.boolean('audio') ?? reader.boolean('generate_audio'),
      cameraMotion: reader.oneOf('camera_motion', CAMERA_MOTIONS),
      motionStrength: reader.number('motion_strength', { min: 0, max: 1 }),
      enhancePrompt: reader.boolean('enhance_prompt'),
      providerOptions: reader.object('provider_options') as Request['providerOptions'],
    }),
  };
}

function readDuration(reader: BodyReader): number | undefined {
  const rule = { min: 1, max: MAX_SECONDS, unit: 'seconds' };
  const duration = reader.number('duration', rule);
  const seconds = reader.number('seconds', rule);
  return duration ?? seconds;
}

/** Documented as `width` and `height`; older clients send one `size`. */
function readSize(reader: BodyReader): Partial<Pick<Request, 'size' | 'resolution'>> {
  const rule = { min: 1, max: MAX_PIXELS, integer: true, unit: 'pixels' };
  const width = reader.number('width', rule);
  const height = reader.number('height', rule);
  const named = reader.resolution('size') ?? reader.resolution('resolution');
  if (width === undefined && height === undefined) return named ?? {};
  if (width !== undefined && height !== undefined) return { size: { width, height } };
  const [given, missing] = width === undefined ? ['height', 'width'] : ['width', 'height'];
  throw new GatewayError('missing_required_parameter', {
    param: missing,
    message: `${missing} is required together with ${given}. Send both in pixels, or neither.`,
  });
}

/** One image is the first frame, if the model takes one; several are references where the model takes so many. */
function readImages(reader: BodyReader, row: ModelDescriptor | undefined): UploadedInput[] {
  const images = IMAGE_FIELDS.flatMap((field) =>
    reader
      .list(field, MAX_IMAGES)
      .map((value, index) => mediaField(index === 0 ? field : `${field}[${index}]`, 'first_frame', value)),
  );
  if (images.length > MAX_IMAGES)
    reader.refuse('images', `at most ${MAX_IMAGES} images`, String(images.length));
  const takes = row?.inputs ?? {};
  const several = images.length > 1 || takes.first_frame === undefined;
  const allReferences = several && (takes.reference?.max ?? 0) >= images.length;
  const last = reader.raw('last_frame');
  return [
    ...images.map((image, index): UploadedInput =>
      index === 0 && !allReferences ? image : { ...image, role: 'reference' },
    ),
    ...(last === undefined ? [] : [mediaField('last_frame', 'last_frame', last)]),
  ];
}

function requireSomethingToStartFrom(request: Request, inputs: readonly UploadedInput[]): void {
  if (request.prompt !== undefined || inputs.length > 0) return;
  throw new GatewayError('missing_required_parameter', {
    param: 'prompt',
    message: 'prompt is required when there is no image. Describe the video in a sentence.',
  });
}

function formatWarning(reader: BodyReader): NonNullable<CreateVideo['warnings']> {
  const format = reader.text('response_format', 40);
  if (format === undefined || format === 'url') return [];
  return [{ field: 'response_format', message: 'response_format is ignored: results are links' }];
}
