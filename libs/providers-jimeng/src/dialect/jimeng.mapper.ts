import {
  BodyReader,
  CreateVideo,
  FieldNames,
  GatewayError,
  JsonObject,
  ListedModel,
  mediaField,
  modelRow,
  UploadedInput,
  withoutUndefined,
} from '@onereel/core';
import { JIMENG_ID } from '../wire/jimeng-descriptor';
import {
  CAMERA_STRENGTHS,
  CAMERA_TEMPLATES,
  REQ_KEYS,
  secondsOf,
  SPECIAL_REQ_KEYS,
} from '../wire/req-key-table';
import { carryOver } from './carry-over';
import { JIMENG_DIALECT } from './jimeng.words';

const MAX_PROMPT = 800;
const MAX_FRAMES = 24 * 60 + 1;
const MAX_SEED = 4_294_967_295;
const MAX_IMAGES = 2;
/** Serves requests that name no product, by their pictures, and products that have no row of their own. */
const FAMILY = 'jimeng-3.0';
const ROLES = ['first_frame', 'last_frame'] as const;

/** The words of this API for the gateway's complaints. */
export const JIMENG_FIELDS = new FieldNames({
  model: 'req_key',
  durationSeconds: 'frames',
  aspectRatio: 'aspect_ratio',
  'inputs.first_frame': 'image_urls',
  'inputs.last_frame': 'image_urls',
  inputs: 'image_urls',
  'providerOptions.jimeng.template_id': 'template_id',
  'providerOptions.jimeng.camera_strength': 'camera_strength',
});

/** Body of a submission → CreateVideo. Throws `missing_required_parameter`, `invalid_parameter` or `invalid_request`. */
export function toCreateVideo(
  body: unknown,
  models: readonly ListedModel[],
  idempotencyKey?: string,
): CreateVideo {
  const reader = new BodyReader(body);
  const reqKey = reader.text('req_key', 200) ?? reader.text('model', 200);
  reader.raw('model');
  const isSpecial = reqKey !== undefined && SPECIAL_REQ_KEYS.includes(reqKey);
  const model = modelOf(isSpecial ? FAMILY : reqKey, models);
  const inputs = readInputs(reader);
  const request = readRequest(reader);
  const extras = readExtras(reader);
  requirePrompt(request.prompt, inputs);
  const served = providerOf(models, model);
  const special = isSpecial ? specialOptions(reqKey, reader, body as JsonObject) : {};
  const carried =
    served === JIMENG_ID
      ? { request: optionsOf({ ...extras, ...special }), warnings: [] }
      : carryOver(extras, REQ_KEYS[reqKey ?? '']?.resolution, served);
  return {
    dialect: JIMENG_DIALECT,
    request: { model, ...request, ...carried.request },
    inputs,
    metadata: {},
    ...withoutUndefined({ idempotencyKey }),
    warnings: [...carried.warnings, ...unknownFields(reader)],
  };
}

function modelOf(name: string | undefined, models: readonly ListedModel[]): string {
  if (name !== undefined) return name;
  return models.some(({ model, configured }) => configured && model.id === FAMILY) ? FAMILY : '';
}

function providerOf(models: readonly ListedModel[], model: string): string | undefined {
  const row = modelRow(models, model);
  return models.find((listed) => listed.model === row)?.providerId;
}

function readInputs(reader: BodyReader): UploadedInput[] {
  const urls = reader.list('image_urls', MAX_IMAGES);
  const inline = reader.list('binary_data_base64', MAX_IMAGES);
  if (urls.length > 0 && inline.length > 0) {
    reader.refuse('image_urls', 'sent without binary_data_base64', 'both');
  }
  const field = urls.length > 0 ? 'image_urls' : 'binary_data_base64';
  return [...urls, ...inline].map((value, index) => mediaField(`${field}[${index}]`, ROLES[index], value));
}

function readRequest(reader: BodyReader): Omit<CreateVideo['request'], 'model'> {
  const seed = reader.number('seed', { min: -1, max: MAX_SEED, integer: true });
  const frames = reader.number('frames', { min: 2, max: MAX_FRAMES, integer: true, unit: 'frames' });
  return withoutUndefined({
    prompt: reader.text('prompt', MAX_PROMPT),
    seed: seed === -1 ? undefined : seed,
    durationSeconds: frames === undefined ? undefined : secondsOf(frames),
    aspectRatio: reader.aspectRatio('aspect_ratio'),
  });
}

/** What only Jimeng has; it travels as its provider options, under the vendor's names. */
function readExtras(reader: BodyReader): JsonObject {
  return withoutUndefined({
    template_id: reader.oneOf('template_id', CAMERA_TEMPLATES),
    camera_strength: reader.oneOf('camera_strength', CAMERA_STRENGTHS),
  }) as JsonObject;
}

/** Products with bodies of their own get every field that is not read here, as it is. */
function specialOptions(reqKey: string, reader: BodyReader, body: JsonObject): JsonObject {
  const fields = Object.fromEntries(reader.unread().map((name) => [name, body[name]]));
  for (const name of Object.keys(fields)) reader.raw(name);
  return { req_key: reqKey, ...(Object.keys(fields).length > 0 && { fields }) };
}

const optionsOf = (options: JsonObject): Partial<CreateVideo['request']> =>
  Object.keys(options).length === 0 ? {} : { providerOptions: { [JIMENG_ID]: options } };

function requirePrompt(prompt: string | undefined, inputs: readonly UploadedInput[]): void {
  if (prompt !== undefined || inputs.length > 0) return;
  throw new GatewayError('missing_required_parameter', {
    param: 'prompt',
    message: 'prompt is required unless a picture is sent. Describe the video in a sentence.',
  });
}

const unknownFields = (reader: BodyReader): NonNullable<CreateVideo['warnings']> =>
  reader.unread().map((field) => ({
    field,
    message: `${field} is not a field of this endpoint and was ignored`,
  }));

/** Body of a question → id of the task. Throws `missing_required_parameter` or `invalid_request`. */
export function toTaskId(body: unknown): string {
  const id = new BodyReader(body).text('task_id', 200);
  if (id !== undefined) return id;
  throw new GatewayError('missing_required_parameter', {
    param: 'task_id',
    message: 'task_id is required. Send the one from the answer of CVSync2AsyncSubmitTask.',
  });
}
