import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { ErrorCode } from '@onereel/core';
import { ApiGatewayErrors } from '../../http/openapi/api-gateway-errors.decorator';
import {
  VideoGenerationsCreatedDto,
  VideoGenerationsRequestDto,
  VideoGenerationsTaskDto,
} from './video-generations.dto';
import { VIDEO_GENERATIONS_ANSWERS, VIDEO_GENERATIONS_REQUESTS } from './video-generations.exchanges';

const EVERYWHERE: readonly ErrorCode[] = ['authentication_failed', 'rate_limited', 'internal_error'];

const example = (value: object): { value: object } => ({ value });

export const ApiCreateGeneration = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Create a video generation task',
      description: 'From words or from images. Answers at once; poll `GET /v1/video/generations/{task_id}`.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'Same key and body: the same task, never a second video. 1 to 255 characters.',
      required: false,
    }),
    ApiBody({
      type: VideoGenerationsRequestDto,
      examples: {
        textToVideo: { summary: 'From words', ...example(VIDEO_GENERATIONS_REQUESTS.textToVideo) },
        imageToVideo: { summary: 'From an image', ...example(VIDEO_GENERATIONS_REQUESTS.imageToVideo) },
      },
    }),
    ApiOkResponse({
      type: VideoGenerationsCreatedDto,
      description: 'The task is stored.',
      example: VIDEO_GENERATIONS_ANSWERS.created,
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
      'not_supported',
      'idempotency_conflict',
      'payload_too_large',
      'unsupported_media_type',
      'provider_unconfigured',
      'shutting_down',
    ),
  );

export const ApiRetrieveGeneration = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Retrieve a video generation task',
      description:
        'Any task of this API key, whichever API created it: flat fields, and `data` for older clients.',
    }),
    ApiParam({
      name: 'task_id',
      description: 'The `task_id` of the create answer.',
      example: VIDEO_GENERATIONS_ANSWERS.created.task_id,
    }),
    ApiOkResponse({
      type: VideoGenerationsTaskDto,
      description: 'The task as it is now.',
      examples: {
        running: { summary: 'Running', ...example(VIDEO_GENERATIONS_ANSWERS.running) },
        completed: { summary: 'Finished', ...example(VIDEO_GENERATIONS_ANSWERS.completed) },
        failed: { summary: 'Failed', ...example(VIDEO_GENERATIONS_ANSWERS.failed) },
      },
    }),
    ApiGatewayErrors(...EVERYWHERE, 'not_found'),
  );
