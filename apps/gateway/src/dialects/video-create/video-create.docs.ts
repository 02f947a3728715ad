import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import type { ErrorCode } from '@onereel/core';
import { ApiGatewayErrors } from '../../http/openapi/api-gateway-errors.decorator';
import { VideoCreateCreatedDto, VideoCreateRequestDto, VideoCreateTaskDto } from './video-create.dto';
import { VIDEO_CREATE_ANSWERS, VIDEO_CREATE_REQUESTS } from './video-create.exchanges';

const EVERYWHERE: readonly ErrorCode[] = ['authentication_failed', 'rate_limited', 'internal_error'];

const example = (value: object): { value: object } => ({ value });

export const ApiCreateVideo = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Create a video',
      description: 'Stores the task and answers at once; poll `GET /v1/video/query?id=…`.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'Same key and body: the same task, never a second video. 1 to 255 characters.',
      required: false,
    }),
    ApiBody({
      type: VideoCreateRequestDto,
      examples: {
        textToVideo: { summary: 'From words', ...example(VIDEO_CREATE_REQUESTS.textToVideo) },
        frames: { summary: 'From first to last frame', ...example(VIDEO_CREATE_REQUESTS.frames) },
        anyModel: { summary: 'Another model', ...example(VIDEO_CREATE_REQUESTS.anyModel) },
      },
    }),
    ApiOkResponse({
      type: VideoCreateCreatedDto,
      description: 'The task is stored.',
      example: VIDEO_CREATE_ANSWERS.created,
    }),
    ApiGatewayErrors(
      ...EVERYWHERE,
      'invalid_request',
      'missing_required_parameter',
      'invalid_parameter',
      'unsupported_parameter',
      'invalid_image',
      'url_not_allowed',
      'input_unreachable',
      'model_not_found',
      'insufficient_quota',
      'idempotency_conflict',
      'payload_too_large',
      'unsupported_media_type',
      'provider_unconfigured',
      'shutting_down',
    ),
  );

export const ApiQueryVideo = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Query a video',
      description: 'Any video of this API key, whichever API created it.',
    }),
    ApiQuery({
      name: 'id',
      type: String,
      description: 'The `id` of the create answer.',
      example: VIDEO_CREATE_ANSWERS.created.id,
    }),
    ApiOkResponse({
      type: VideoCreateTaskDto,
      description: 'The video as it is now.',
      examples: {
        processing: { summary: 'Running', ...example(VIDEO_CREATE_ANSWERS.processing) },
        completed: { summary: 'Finished', ...example(VIDEO_CREATE_ANSWERS.completed) },
        failed: { summary: 'Failed', ...example(VIDEO_CREATE_ANSWERS.failed) },
      },
    }),
    ApiGatewayErrors(...EVERYWHERE, 'missing_required_parameter', 'not_found'),
  );
