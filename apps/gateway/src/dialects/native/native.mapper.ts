import {
  BodyReader,
  CreateVideo,
  GatewayError,
  JsonObject,
  ListedModel,
  mediaField,
  ModelDescriptor,
  modelRow,
  Resolution,
  TaskQuery,
  unreadWarnings,
  UploadedInput,
  withoutUndefined,
} from '@onereel/core';
import { statusesBehind } from './native.words';

export const NATIVE_DIALECT = 'native';

/** What a bare request gets, as far as the model can honor it: nobody is warned about a value nobody sent. */
const DEFAULT_FPS = 30;
const DEFAULT_MOTION_STRENGTH = 0.5;
const DEFAULT_SIZE = { width: 1920, height: 1080 };
/** Either way up. */
const LARGEST = { long: 1920, short: 1080 };
const MAX_REFERENCES = 8;
const MAX_SEED = 4_294_967_295;
const CAMERA_MOTIONS = ['pan', 'tilt', 'zoom', 'static'] as const;

type Request = CreateVideo['request'];

/**
 * Body → CreateVideo. Throws `missing_required_parameter`, `invalid_parameter`, `invalid_request` or `not_supported`.
 * @param models the model rows, for the defaults and for the question whether an image is needed
 */
export function toCreateVideo(
  body: unknown,
  models: readonly ListedModel[],
  idempotencyKey?: string,
): CreateVideo {
  const reader = new BodyReader(body);
  const model = reader.text('model', 200);
  const row = modelRow(models, model);
  const inputs = readInputs(reader);
  const request = { model: model ?? '', ...readRequest(reader), ...readWithDefaults(reader, inputs, row) };
  requireSomethingToStartFrom(request, inputs, row);
  return {
    dialect: NATIVE_DIALECT,
    request,
    inputs,
    ...withoutUndefined({
      strict: reader.boolean('strict'),
      externalId: reader.text('external_id', 255),
      callbackUrl: reader.text('callback_url', 2000),
      metadata: reader.object('metadata'),
      idempotencyKey,
    }),
    warnings: unreadWarnings(reader),
  };
}

function readRequest(reader: BodyReader): Partial<Request> {
  return withoutUndefined({
    prompt: reader.text('prompt'),
    negativePrompt: reader.text('negative_prompt'),
    durationSeconds: reader.number('duration', { min: 1, max: 10, unit: 'seconds' }),
    aspectRatio: reader.aspectRatio('aspect_ratio'),
    seed: reader.number('seed', { min: 0, max: MAX_SEED, integer: true }),
    count: reader.number('count', { min: 1, max: 10, integer: true, unit: 'videos' }),
    audio: reader.boolean('audio'),
    cameraMotion: reader.oneOf('camera_motion', CAMERA_MOTIONS),
    enhancePrompt: reader.boolean('optimize_prompt'),
    providerOptions: reader.object('provider_options') as Record<string, JsonObject> | undefined,
  });
}

function readInputs(reader: BodyReader): UploadedInput[] {
  const single = [
    ['image', 'first_frame'],
    ['last_frame', 'last_frame'],
    ['source_video', 'source_video'],
  ] as const;
  const inputs = single.flatMap(([field, role]) => {
    const value = reader.raw(field);
    return value === undefined ? [] : [mediaField(field, role, value)];
  });
  const references = reader
    .list('reference_images', MAX_REFERENCES)
    .map((value, index) => mediaField(`reference_images[${index}]`, 'reference', value));
  return [...inputs, ...references];
}

/** An image is required unless a model that needs none was chosen by name; an unknown name is the router's to refuse. */
function requireSomethingToStartFrom(
  request: Request,
  inputs: readonly UploadedInput[],
  row?: ModelDescriptor,
): void {
  if (inputs.length > 0 || (request.model !== '' && row === undefined)) return;
  if (request.model === '' || row?.modes.includes('text-to-video') !== true) {
    throw new GatewayError('missing_required_parameter', {
      param: 'image',
      message:
        'image is required: send a URL, a data URI or base64 data. To start from text alone, name a model that can; GET /v1/models lists them.',
    });
  }
  if (request.prompt === undefined) {
    throw new GatewayError('missing_required_parameter', {
      param: 'prompt',
      message: 'prompt is required when there is no image. Describe the video in a sentence.',
    });
  }
}

function readWithDefaults(
  reader: BodyReader,
  inputs: readonly UploadedInput[],
  row?: ModelDescriptor,
): Partial<Request> {
  const movesAnImage = inputs.length > 0 && row?.supports.motionStrength === true;
  const fps = reader.number('fps', { min: 24, max: 60, integer: true, unit: 'frames per second' });
  const strength = reader.number('motion_strength', { min: 0, max: 1 });
  return withoutUndefined({
    ...readSize(reader, row),
    fps: fps ?? (row?.fps === undefined ? undefined : DEFAULT_FPS),
    motionStrength: strength ?? (movesAnImage ? DEFAULT_MOTION_STRENGTH : undefined),
  });
}

function readSize(reader: BodyReader, row?: ModelDescriptor): Partial<Pick<Request, 'size' | 'resolution'>> {
  const resolution: Resolution | undefined = reader.resolution('resolution');
  if (resolution === undefined) {
    const shaped = reader.raw('aspect_ratio') !== undefined;
    return row?.maxSize === undefined || shaped ? {} : { size: DEFAULT_SIZE };
  }
  if ('resolution' in resolution) return resolution;
  const { width, height } = resolution.size;
  if (Math.max(width, height) > LARGEST.long || Math.min(width, height) > LARGEST.short) {
    reader.refuse('resolution', 'at most 1920x1080 (or 1080x1920)', `${width}x${height}`);
  }
  return resolution;
}

/** Query string → TaskQuery. Throws `invalid_parameter`. */
export function toTaskQuery(query: unknown): TaskQuery {
  const reader = new BodyReader(query);
  return {
    ...withoutUndefined({
      status: statusesBehind(reader, 'status'),
      kind: reader.text('kind', 40),
      model: reader.text('model', 200),
      dialect: reader.text('dialect', 40),
      externalId: reader.text('external_id', 255),
      createdAfter: reader.dateTime('created_after'),
      createdBefore: reader.dateTime('created_before'),
      after: reader.text('after', 64),
      order: reader.oneOf('order', ['asc', 'desc'] as const),
    }),
    limit: reader.number('limit', { min: 1, max: 100, integer: true }) ?? 20,
  };
}
