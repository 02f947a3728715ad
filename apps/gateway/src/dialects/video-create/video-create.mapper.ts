import {
  BodyReader,
  type CreateVideo,
  GatewayError,
  type InputRole,
  type ListedModel,
  mediaField,
  modelRow,
  unreadWarnings,
  type UploadedInput,
  withoutUndefined,
} from '@onereel/core';
import { ASPECT_RATIOS, type VideoCreateModel, videoCreateModel } from './video-create.models';

export const VIDEO_CREATE_DIALECT = 'video-create';

/** For models outside the table. */
const MAX_IMAGES = 8;

/**
 * Body → CreateVideo. Throws `missing_required_parameter`, `invalid_parameter`, `unsupported_parameter` or `invalid_request`.
 * @param models the model rows, for the meaning of `images` of models this API does not document
 */
export function toCreateVideo(
  body: unknown,
  models: readonly ListedModel[],
  idempotencyKey?: string,
): CreateVideo {
  const reader = new BodyReader(body);
  const model = required(reader, 'model', 'Name a model of GET /v1/models.');
  const prompt = required(reader, 'prompt', 'Describe the video in a sentence.');
  const documented = videoCreateModel(model);
  const request = {
    model,
    prompt,
    ...withoutUndefined({
      enhancePrompt: reader.boolean('enhance_prompt'),
      upsample: reader.boolean('enable_upsample'),
      aspectRatio: readAspectRatio(reader, documented),
    }),
  };
  const inputs =
    documented === undefined
      ? anyImages(reader, modelRow(models, model)?.inputs?.reference?.max)
      : documentedImages(reader, documented);
  return {
    dialect: VIDEO_CREATE_DIALECT,
    request,
    inputs,
    ...withoutUndefined({ idempotencyKey }),
    warnings: unreadWarnings(reader),
  };
}

/** Query string → task id. Throws `missing_required_parameter` or `invalid_parameter`. */
export function toTaskId(query: unknown): string {
  const reader = new BodyReader(query);
  const id = reader.text('id', 200);
  if (id !== undefined) return id;
  throw new GatewayError('missing_required_parameter', {
    param: 'id',
    message: 'id is required. Send the id of the create answer: /v1/video/query?id=vid_….',
  });
}

function required(reader: BodyReader, field: 'model' | 'prompt', cure: string): string {
  const value = field === 'model' ? reader.text(field, 200)?.trim() : reader.text(field);
  if (value !== undefined) return value;
  throw new GatewayError('missing_required_parameter', {
    param: field,
    message: `${field} is required and must not be blank. ${cure}`,
  });
}

function readAspectRatio(reader: BodyReader, documented?: VideoCreateModel): string | undefined {
  if (documented === undefined) return reader.aspectRatio('aspect_ratio');
  if (documented.aspectRatio) return reader.oneOf('aspect_ratio', ASPECT_RATIOS);
  if (reader.raw('aspect_ratio') === undefined) return undefined;
  throw new GatewayError('unsupported_parameter', {
    param: 'aspect_ratio',
    message: `aspect_ratio is taken only by veo3 models, not by ${documented.name}. Leave it out or choose a veo3 model.`,
  });
}

function documentedImages(reader: BodyReader, { name, images }: VideoCreateModel): UploadedInput[] {
  const values = reader.list('images', Infinity);
  if (values.length > 0 && images.length === 0) {
    throw new GatewayError('unsupported_parameter', {
      param: 'images',
      message: `images are not taken by ${name}. Leave them out, or choose a model whose name ends in -frames or -components.`,
    });
  }
  if (values.length > images.length) {
    reader.refuse('images', `a list of at most ${images.length} for ${name}`, String(values.length));
  }
  return values.map((value, index) => imageInput(value, index, images[index]));
}

/** Models this API does not document: one image is the first frame, several are references, as far as the model takes them. */
function anyImages(reader: BodyReader, maxReferences = 0): UploadedInput[] {
  const values = reader.list('images', MAX_IMAGES);
  const areReferences = values.length > 1 && maxReferences >= values.length;
  return values.map((value, index) =>
    imageInput(value, index, areReferences || index > 0 ? 'reference' : 'first_frame'),
  );
}

const imageInput = (value: unknown, index: number, role: InputRole): UploadedInput =>
  mediaField(`images[${index}]`, role, value);
