import {
  BodyReader,
  CreateVideo,
  GatewayError,
  JsonObject,
  ListedModel,
  mediaField,
  modelRow,
  TaskQuery,
  UploadedInput,
  withoutUndefined,
} from '@onereel/core';
import { KLING_ID } from '../wire/kling-descriptor';
import { carryOver } from './carry-over';
import { KLING_DIALECTS, KlingPath } from './kling.words';
import { KLING_EXTRAS, readExtras } from './read-extras';

/** The vendor's own default, where it is served; otherwise the gateway's. */
const DEFAULT_MODEL = 'kling-v1';
const MAX_PROMPT = 2500;
const MAX_SECONDS = 60;
const MAX_SEED = 4_294_967_295;
/** Fields of this API that clients of resellers put into `metadata`. */
const ALSO_IN_METADATA: readonly string[] = [
  ...KLING_EXTRAS,
  'negative_prompt',
  'duration',
  'aspect_ratio',
  'sound',
  'image_tail',
  'callback_url',
  'external_task_id',
];

/** Body → CreateVideo. Throws `missing_required_parameter`, `invalid_parameter` or `invalid_request`. */
export function toCreateVideo(
  path: KlingPath,
  body: unknown,
  models: readonly ListedModel[],
  idempotencyKey?: string,
): CreateVideo {
  const metadata = new BodyReader(body).object('metadata') ?? {};
  const hidden = Object.entries(metadata).filter(([name]) => ALSO_IN_METADATA.includes(name));
  const reader = new BodyReader({ ...(body as object), ...Object.fromEntries(hidden) });
  reader.raw('metadata');
  const model = modelOf(reader, models);
  const inputs = path === 'image2video' ? readInputs(reader) : [];
  const extras = readExtras(reader);
  requirePrompt(path, reader, extras);
  const served = providerOf(models, model);
  const carried =
    served === KLING_ID
      ? { request: { providerOptions: { [KLING_ID]: extras } }, warnings: [] }
      : carryOver(extras, served);
  const user = reader.text('user', 255);
  return {
    dialect: KLING_DIALECTS[path],
    request: { model, ...readRequest(reader), ...carried.request },
    inputs,
    metadata: { ...metadata, ...(user !== undefined && { user }) },
    ...withoutUndefined({
      externalId: reader.text('external_task_id', 255),
      callbackUrl: reader.text('callback_url', 2000),
      idempotencyKey,
    }),
    warnings: [...carried.warnings, ...formatWarnings(reader), ...unknownFields(reader)],
  };
}

function modelOf(reader: BodyReader, models: readonly ListedModel[]): string {
  const official = reader.text('model_name', 200);
  const named = official ?? reader.text('model', 200);
  reader.raw('model');
  if (named !== undefined) return named;
  const isServed = models.some(({ model, configured }) => configured && model.id === DEFAULT_MODEL);
  return isServed ? DEFAULT_MODEL : '';
}

function providerOf(models: readonly ListedModel[], model: string): string | undefined {
  const row = modelRow(models, model);
  return models.find((listed) => listed.model === row)?.providerId;
}

function readInputs(reader: BodyReader): UploadedInput[] {
  const inputs = (
    [
      ['image', 'first_frame'],
      ['image_tail', 'last_frame'],
    ] as const
  ).flatMap(([field, role]) => {
    const value = reader.raw(field);
    return value === undefined ? [] : [mediaField(field, role, value)];
  });
  if (inputs.length > 0) return inputs;
  throw new GatewayError('missing_required_parameter', {
    param: 'image',
    message: 'image or image_tail is required: send a URL or base64 data.',
  });
}

function requirePrompt(path: KlingPath, reader: BodyReader, extras: JsonObject): void {
  if (path === 'image2video' || reader.raw('prompt') !== undefined || extras.multi_prompt !== undefined)
    return;
  throw new GatewayError('missing_required_parameter', {
    param: 'prompt',
    message: 'prompt is required and must not be blank. Describe the video in a sentence.',
  });
}

function readRequest(reader: BodyReader): Omit<CreateVideo['request'], 'model'> {
  const sound = reader.oneOf('sound', ['on', 'off'] as const);
  return withoutUndefined({
    prompt: reader.text('prompt', MAX_PROMPT),
    negativePrompt: reader.text('negative_prompt', MAX_PROMPT),
    durationSeconds: reader.number('duration', { min: 1, max: MAX_SECONDS, unit: 'seconds' }),
    aspectRatio: reader.aspectRatio('aspect_ratio'),
    size: readSize(reader),
    audio: sound === undefined ? undefined : sound === 'on',
    fps: reader.number('fps', { min: 1, max: 120, unit: 'frames per second' }),
    seed: reader.number('seed', { min: 0, max: MAX_SEED, integer: true }),
    count: reader.number('n', { min: 1, max: 10, integer: true, unit: 'videos' }),
  });
}

function readSize(reader: BodyReader): { width: number; height: number } | undefined {
  const rule = { min: 16, max: 8192, integer: true, unit: 'pixels' };
  const width = reader.number('width', rule);
  const height = reader.number('height', rule);
  if ((width === undefined) !== (height === undefined)) {
    const [missing, given] = width === undefined ? ['width', 'height'] : ['height', 'width'];
    throw new GatewayError('missing_required_parameter', {
      param: missing,
      message: `${missing} is required together with ${given}. Send both or neither.`,
    });
  }
  return width === undefined || height === undefined ? undefined : { width, height };
}

type Warnings = NonNullable<CreateVideo['warnings']>;

function formatWarnings(reader: BodyReader): Warnings {
  const format = reader.text('response_format', 40);
  if (format === undefined || format === 'url') return [];
  return [{ field: 'response_format', message: `response_format ${format} was ignored: results are URLs` }];
}

const unknownFields = (reader: BodyReader): Warnings =>
  reader.unread().map((field) => ({
    field,
    message: `${field} is not a field of this endpoint and was ignored`,
  }));

/** Query string → TaskQuery. Throws `invalid_parameter`. */
export function toTaskQuery(path: KlingPath, query: unknown): TaskQuery {
  const reader = new BodyReader(query);
  const page = reader.number('pageNum', { min: 1, max: 1000, integer: true }) ?? 1;
  const limit = reader.number('pageSize', { min: 1, max: 500, integer: true }) ?? 30;
  return {
    kind: 'generate',
    dialect: KLING_DIALECTS[path],
    order: 'desc',
    limit,
    offset: (page - 1) * limit,
  };
}
