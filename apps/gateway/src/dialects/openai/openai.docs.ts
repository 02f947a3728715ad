import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiBody,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import { ErrorCode } from '@onereel/core';
import { AcceptsForm } from '../../http/body/accepts-form.decorator';
import { ApiGatewayErrors } from '../../http/openapi/api-gateway-errors.decorator';
import {
  OpenAiCreateVideoDto,
  OpenAiCreateVideoFormDto,
  OpenAiRemixVideoDto,
  OpenAiVideoDeletedDto,
  OpenAiVideoDto,
  OpenAiVideoListDto,
} from './openai.dto';
import { OPENAI_ANSWERS, OPENAI_REMIX, OPENAI_REQUESTS } from './openai.exchanges';

const EVERYWHERE: readonly ErrorCode[] = ['authentication_failed', 'rate_limited', 'internal_error'];
const CREATE: readonly ErrorCode[] = [
  ...EVERYWHERE,
  'invalid_request',
  'missing_required_parameter',
  'invalid_parameter',
  'unsupported_parameter',
  'invalid_image',
  'url_not_allowed',
  'input_unreachable',
  'model_not_found',
  'not_supported',
  'idempotency_conflict',
  'payload_too_large',
  'unsupported_media_type',
  'provider_unconfigured',
  'shutting_down',
];

const example = (value: object): { value: object } => ({ value });

const schemaOf = (dto: Type): { schema: { $ref: string } } => ({ schema: { $ref: getSchemaPath(dto) } });

/** Only forms show a file picker, and only JSON takes the examples as they are. */
const CREATE_BODIES = {
  'application/json': {
    ...schemaOf(OpenAiCreateVideoDto),
    examples: {
      textToVideo: { summary: 'From words', ...example(OPENAI_REQUESTS.textToVideo) },
      imageToVideo: { summary: 'From an image', ...example(OPENAI_REQUESTS.imageToVideo) },
    },
  },
  'multipart/form-data': schemaOf(OpenAiCreateVideoFormDto),
  'application/x-www-form-urlencoded': schemaOf(OpenAiCreateVideoDto),
};

const ApiVideoId = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'The `id` of the create answer.', example: OPENAI_ANSWERS.queued.id });

const ApiCreateHeaders = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'Same key and body: the same task, never a second video. 1 to 255 characters.',
      required: false,
    }),
    ApiHeader({
      name: 'X-Video-Dialect',
      description:
        '`legacy`: this video reports its status as pending, processing, completed, failed or cancelled.',
      required: false,
      enum: ['openai', 'legacy'],
    }),
  );

const ApiPollPace = {
  'openai-poll-after-ms': {
    description: 'Milliseconds after which to ask again; absent once the video is final.',
    schema: { type: 'integer' as const },
  },
};

export const ApiCreateVideo = (): MethodDecorator =>
  applyDecorators(
    AcceptsForm(),
    ApiOperation({
      summary: 'Create a video',
      description:
        'Takes JSON, multipart and urlencoded bodies alike and answers at once; poll `GET /v1/videos/{id}`. An error answer carries ' +
        '`x-should-retry: false` whenever repeating the call could buy a second video.',
      requestBody: { required: true, content: CREATE_BODIES },
    }),
    ApiCreateHeaders(),
    ApiExtraModels(OpenAiCreateVideoDto, OpenAiCreateVideoFormDto),
    ApiOkResponse({
      type: OpenAiVideoDto,
      description: 'The video waits for its turn.',
      example: OPENAI_ANSWERS.queued,
      headers: ApiPollPace,
    }),
    ApiGatewayErrors(...CREATE),
  );

export const ApiRetrieveVideo = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Retrieve a video',
      description: 'Any video of this API key, whichever API created it.',
    }),
    ApiVideoId(),
    ApiOkResponse({
      type: OpenAiVideoDto,
      headers: ApiPollPace,
      description: 'The video as it is now.',
      examples: {
        running: { summary: 'Running', ...example(OPENAI_ANSWERS.running) },
        completed: { summary: 'Finished', ...example(OPENAI_ANSWERS.completed) },
        failed: { summary: 'Failed', ...example(OPENAI_ANSWERS.failed) },
      },
    }),
    ApiGatewayErrors(...EVERYWHERE, 'not_found'),
  );

export const ApiListVideos = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary: 'List videos', description: 'A page of the videos of this API key.' }),
    ApiQuery({
      name: 'after',
      required: false,
      type: String,
      description: 'The `last_id` of the page before.',
    }),
    ApiQuery({
      name: 'order',
      required: false,
      enum: ['asc', 'desc'],
      description: 'By creation; default `desc`.',
    }),
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 },
      description: 'Videos per page.',
    }),
    ApiOkResponse({ type: OpenAiVideoListDto, description: 'One page.', example: OPENAI_ANSWERS.list }),
    ApiGatewayErrors(...EVERYWHERE, 'invalid_parameter'),
  );

export const ApiDeleteVideo = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Delete a video',
      description: 'Cancels it when it runs, then forgets it and removes its files.',
    }),
    ApiVideoId(),
    ApiOkResponse({
      type: OpenAiVideoDeletedDto,
      description: 'The video and its files are gone.',
      example: OPENAI_ANSWERS.deleted,
    }),
    ApiGatewayErrors(...EVERYWHERE, 'not_found', 'conflict'),
  );

export const ApiRemixVideo = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Remix a video',
      description:
        'A new video by the same model and of the same shape as a completed one, from another prompt.',
    }),
    ApiVideoId(),
    ApiCreateHeaders(),
    ApiBody({ type: OpenAiRemixVideoDto, examples: { night: example(OPENAI_REMIX) } }),
    ApiOkResponse({ type: OpenAiVideoDto, description: 'The new video.', headers: ApiPollPace }),
    ApiGatewayErrors(...CREATE, 'not_found'),
  );

export const ApiDownloadContent = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Download the content',
      description:
        'Streams the file with `Range`, `ETag` and `Content-Length`, or sends the client to a signed link.',
    }),
    ApiVideoId(),
    ApiQuery({
      name: 'variant',
      required: false,
      enum: ['video', 'thumbnail', 'spritesheet'],
      description: 'The video (default), one frame as WebP, or a grid of frames as JPEG.',
    }),
    ApiQuery({
      name: 'output',
      required: false,
      type: String,
      description: 'Which of several videos, such as `video-2`.',
    }),
    ApiQuery({
      name: 'redirect',
      required: false,
      enum: ['0', '1'],
      description: '`1`: 307 to a signed link; `0`: stream. Default: as the gateway is configured.',
    }),
    ApiHeader({ name: 'Range', required: false, description: 'One byte range, such as `bytes=0-1023`.' }),
    ApiHeader({ name: 'If-None-Match', required: false, description: 'ETag of a copy at hand.' }),
    ApiOkResponse({
      description: 'The file.',
      content: {
        'video/mp4': { schema: { type: 'string', format: 'binary' } },
        'image/webp': { schema: { type: 'string', format: 'binary' } },
        'image/jpeg': { schema: { type: 'string', format: 'binary' } },
      },
    }),
    ApiResponse({ status: 206, description: 'The bytes asked for.' }),
    ApiResponse({ status: 304, description: 'The copy at hand is current.' }),
    ApiResponse({ status: 307, description: 'The file is at `Location`.' }),
    ApiResponse({ status: 416, description: 'The range lies beyond the end.' }),
    ApiGatewayErrors(...EVERYWHERE, 'invalid_parameter', 'not_found', 'not_ready'),
  );

export const ApiNotOffered = (summary: string): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary, description: 'Part of the official API that is not offered here: always 400.' }),
    ApiGatewayErrors('authentication_failed', 'rate_limited', 'not_supported'),
  );
