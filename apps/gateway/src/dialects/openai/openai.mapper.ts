import {
  BodyReader,
  CreateVideo,
  GatewayError,
  JsonObject,
  ListedModel,
  mediaField,
  ModelDescriptor,
  modelRow,
  TaskQuery,
  TaskView,
  UploadedInput,
  withoutUndefined,
} from '@onereel/core';
import { formValues, keepUnknown } from './openai.extras';
import { OPENAI_DIALECT, OPENAI_LEGACY_DIALECT } from './openai.words';

/** A create call as the controller received it. */
export interface OpenAiCreateCall {
  readonly body: unknown;
  /** Files of a multipart body; `name` is without brackets. */
  readonly files: readonly { readonly name: string; readonly field: string; readonly path: string }[];
  /** Forms know only strings: numbers inside free objects are read as numbers. */
  readonly isForm: boolean;
  /** Answer with the words of older clients. */
  readonly legacy: boolean;
  readonly idempotencyKey?: string;
}

type Request = CreateVideo['request'];

const MAX_SECONDS = 300;
const MAX_SEED = 4_294_967_295;
const MAX_IMAGES = 8;
const IMAGE_FIELDS = ['input_reference', 'image', 'images'] as const;
const CAMERA_MOTIONS = ['pan', 'tilt', 'zoom', 'static'] as const;
/** Clients of resellers put these into `metadata`, because the official body has no place for them. */
const ALSO_IN_METADATA = [
  'negative_prompt',
  'aspect_ratio',
  'resolution',
  'seed',
  'fps',
  'audio',
  'camera_motion',
  'motion_strength',
  'enhance_prompt',
];

/** Body → CreateVideo. Throws `missing_required_parameter`, `invalid_parameter`, `invalid_request` or `not_supported`. */
export function toCreateVideo(call: OpenAiCreateCall, models: readonly ListedModel[]): CreateVideo {
  const plain = new BodyReader(call.body);
  const metadata = plain.object('metadata') ?? {};
  const hidden = Object.fromEntries(
    Object.entries(metadata).filter(([name]) => ALSO_IN_METADATA.includes(name)),
  );
  const reader = new BodyReader({ ...hidden, ...(call.body as object) });
  reader.raw('metadata');
  const request = readRequest(reader, call.isForm);
  const images = readImages(reader, call.files, modelRow(models, request.model));
  const user = reader.text('user', 255);
  const strict = reader.boolean('strict');
  const unknown = keepUnknown(reader, call.isForm);
  return {
    dialect: call.legacy ? OPENAI_LEGACY_DIALECT : OPENAI_DIALECT,
    request,
    inputs: images,
    metadata: { ...unknown.kept, ...metadata, ...(user !== undefined && { user }) },
    ...withoutUndefined({ strict, idempotencyKey: call.idempotencyKey }),
    warnings: unknown.warnings,
  };
}

function readRequest(reader: BodyReader, isForm: boolean): Request {
  const extras = reader.object('provider_options');
  return {
    model: reader.text('model', 200) ?? '',
    ...withoutUndefined({
      prompt: requiredPrompt(reader),
      negativePrompt: reader.text('negative_prompt'),
      durationSeconds: readSeconds(reader),
      ...(reader.resolution('size') ?? reader.resolution('resolution')),
      aspectRatio: reader.aspectRatio('aspect_ratio'),
      fps: reader.number('fps', { min: 1, max: 120, unit: 'frames per second' }),
      seed: reader.number('seed', { min: 0, max: MAX_SEED, integer: true }),
      count: reader.number('n', { min: 1, max: 10, integer: true, unit: 'videos' }),
      audio: reader.boolean('audio') ?? reader.boolean('generate_audio'),
      cameraMotion: reader.oneOf('camera_motion', CAMERA_MOTIONS),
      motionStrength: reader.number('motion_strength', { min: 0, max: 1 }),
      enhancePrompt: reader.boolean('enhance_prompt'),
      providerOptions: (isForm && extras ? formValues(extras) : extras) as Request['providerOptions'],
    }),
  };
}

/** Officially `seconds`, a string; others send numbers, or call it `duration`. */
function readSeconds(reader: BodyReader): number | undefined {
  const rule = { min: 1, max: MAX_SECONDS, unit: 'seconds' };
  const seconds = reader.number('seconds', rule);
  const duration = reader.number('duration', rule);
  return seconds ?? duration;
}

function requiredPrompt(reader: BodyReader): string {
  const prompt = reader.text('prompt');
  if (prompt !== undefined) return prompt;
  throw new GatewayError('missing_required_parameter', {
    param: 'prompt',
    message: 'prompt is required and must not be blank. Describe the video in a sentence.',
  });
}

/**
 * One image is the first frame, if the model takes one. Several are references where the model takes so many; elsewhere the
 * first one stays the first frame, so that it is not lost together with the rest.
 */
function readImages(
  reader: BodyReader,
  files: OpenAiCreateCall['files'],
  row: ModelDescriptor | undefined,
): UploadedInput[] {
  const uploads = files.map((file): UploadedInput => {
    if (!IMAGE_FIELDS.some((name) => name === file.name)) refuseFile(file.field);
    return { role: 'first_frame', field: file.field, source: { kind: 'file', path: file.path } };
  });
  const named = IMAGE_FIELDS.flatMap((field) =>
    reader
      .list(field, MAX_IMAGES)
      .map((value, index) => mediaField(index === 0 ? field : `${field}[${index}]`, 'first_frame', value)),
  );
  const images = [...uploads, ...named];
  if (images.length > MAX_IMAGES) {
    reader.refuse('images', `at most ${MAX_IMAGES} images`, String(images.length));
  }
  const takes = row?.inputs ?? {};
  const several = images.length > 1 || takes.first_frame === undefined;
  const allReferences = several && (takes.reference?.max ?? 0) >= images.length;
  return images.map((image, index) =>
    index === 0 && !allReferences ? image : { ...image, role: 'reference' },
  );
}

function refuseFile(field: string): never {
  throw new GatewayError('invalid_parameter', {
    param: field,
    message: `${field} is no file field of this endpoint. Send the picture as input_reference.`,
  });
}

/** What a remix keeps of its source besides model and files, which the gateway takes over. */
const REMIX_KEEPS = [
  'negativePrompt',
  'durationSeconds',
  'aspectRatio',
  'size',
  'resolution',
  'fps',
  'audio',
  'cameraMotion',
  'motionStrength',
  'providerOptions',
] as const;

export function toRemix(
  body: unknown,
  source: TaskView,
  options: Pick<OpenAiCreateCall, 'legacy' | 'idempotencyKey'>,
): CreateVideo {
  const reader = new BodyReader(body);
  const prompt = requiredPrompt(reader);
  if (source.status !== 'completed') {
    throw new GatewayError('invalid_request', {
      param: 'video_id',
      message: `Video ${source.id} is not completed, so it cannot be remixed. Wait until its status is completed.`,
    });
  }
  const kept = Object.fromEntries(
    REMIX_KEEPS.filter((name) => source.request[name] !== undefined).map((name) => [
      name,
      source.request[name],
    ]),
  ) as JsonObject;
  const unknown = keepUnknown(reader, false);
  return {
    dialect: options.legacy ? OPENAI_LEGACY_DIALECT : OPENAI_DIALECT,
    request: { ...(kept as Partial<Request>), model: '', prompt },
    inputs: [],
    remixedFrom: source.id,
    metadata: unknown.kept,
    warnings: unknown.warnings,
    ...withoutUndefined({ idempotencyKey: options.idempotencyKey }),
  };
}

/** Query string → TaskQuery. Throws `invalid_parameter`. */
export function toTaskQuery(query: unknown): TaskQuery {
  const reader = new BodyReader(query);
  return {
    kind: 'generate',
    ...withoutUndefined({ after: reader.text('after', 64) }),
    order: reader.oneOf('order', ['asc', 'desc'] as const) ?? 'desc',
    limit: reader.number('limit', { min: 1, max: 100, integer: true }) ?? 20,
  };
}
