import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiQuery,
  ApiResponse,
} from '@nestjs/swagger';
import { ErrorCode, GatewayError } from '@onereel/core';
import { klingAnswerCode } from '../wire/kling-answer-code-table';
import { KlingErrorDto, KlingTaskDto, KlingTaskListDto } from './kling.dto';
import { KLING_ANSWERS, KLING_REQUESTS } from './kling.exchanges';
import { klingErrorBody } from './kling.filter';
import type { KlingPath } from './kling.words';

const REQUEST_ID = KLING_ANSWERS.submitted.request_id;
const TITLES: Readonly<Record<KlingPath, string>> = {
  text2video: 'text to video',
  image2video: 'image to video',
};

/** One documented answer per HTTP status, with an example for each code under it. */
function ApiKlingErrors(...codes: readonly ErrorCode[]): MethodDecorator {
  const byStatus = new Map<number, GatewayError[]>();
  for (const code of codes) {
    const error = new GatewayError(code);
    const { http } = klingAnswerCode(code, error.origin === 'client');
    byStatus.set(http, [...(byStatus.get(http) ?? []), error]);
  }
  const responses = [...byStatus].map(([status, errors]) =>
    ApiResponse({
      status,
      type: KlingErrorDto,
      description: errors.map(({ message }) => message).join(' '),
      example: klingErrorBody(errors[0], REQUEST_ID),
    }),
  );
  return applyDecorators(...responses);
}

export const ApiCreateKlingVideo = (path: KlingPath, body: Type): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: `Create a task: ${TITLES[path]}`,
      description:
        'The official body and answer of Kling. Any model of this gateway may be named; what it cannot take over from Kling is listed in `warnings`.',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'Same key and body: the same task, never a second video. 1 to 255 characters.',
      required: false,
    }),
    ApiBody({ type: body, examples: { request: { value: KLING_REQUESTS[path] } } }),
    ApiOkResponse({ type: KlingTaskDto, example: KLING_ANSWERS.submitted }),
    ApiKlingErrors(
      'authentication_failed',
      'missing_required_parameter',
      'invalid_parameter',
      'model_not_found',
      'rate_limited',
      'payload_too_large',
      'internal_error',
      'provider_unconfigured',
    ),
  );

export const ApiReadKlingTask = (path: KlingPath): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: `Query a task: ${TITLES[path]}`,
      description: 'Any task of this API key, whichever API created it.',
    }),
    ApiParam({ name: 'id', description: 'The `task_id`, or your `external_task_id`.' }),
    ApiOkResponse({ type: KlingTaskDto, example: KLING_ANSWERS.succeed }),
    ApiKlingErrors('authentication_failed', 'not_found', 'rate_limited', 'internal_error'),
  );

export const ApiListKlingTasks = (path: KlingPath): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary: `List tasks: ${TITLES[path]}`, description: 'Newest first.' }),
    ApiQuery({
      name: 'pageNum',
      description: 'Page, counted from 1.',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 1000, default: 1 },
    }),
    ApiQuery({
      name: 'pageSize',
      description: 'Tasks per page.',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: 500, default: 30 },
    }),
    ApiOkResponse({
      type: KlingTaskListDto,
      example: { ...KLING_ANSWERS.envelope, data: [KLING_ANSWERS.succeed.data] },
    }),
    ApiKlingErrors('authentication_failed', 'invalid_parameter', 'rate_limited', 'internal_error'),
  );
