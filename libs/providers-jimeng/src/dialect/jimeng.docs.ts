import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { ErrorCode, GatewayError } from '@onereel/core';
import { RESULT_ACTION, SUBMIT_ACTION, VISUAL_VERSION } from '../wire/visual-api';
import { visualAnswerCode } from '../wire/visual-answer-code-table';
import { JimengActionDto, JimengAnswerDto, JimengErrorDto } from './jimeng.dto';
import { JIMENG_ANSWERS, JIMENG_REQUESTS } from './jimeng.exchanges';
import { jimengErrorBody } from './jimeng.filter';

const FRAME = { requestId: JIMENG_ANSWERS.submitted.request_id, elapsed: '1.234ms' };

/** One documented answer per HTTP status, with an example for the first code under it. */
function ApiJimengErrors(...codes: readonly ErrorCode[]): MethodDecorator {
  const byStatus = new Map<number, GatewayError[]>();
  for (const code of codes) {
    const error = new GatewayError(code);
    const { http } = visualAnswerCode(code, error.origin === 'client');
    byStatus.set(http, [...(byStatus.get(http) ?? []), error]);
  }
  const responses = [...byStatus].map(([status, errors]) =>
    ApiResponse({
      status,
      type: JimengErrorDto,
      description: errors.map(({ message }) => message).join(' '),
      example: jimengErrorBody(errors[0], FRAME, { action: SUBMIT_ACTION, version: VISUAL_VERSION }),
    }),
  );
  return applyDecorators(...responses);
}

export const ApiJimengAction = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Submit a task, or query one',
      description: `The official bodies and answers of Jimeng's visual API. ${SUBMIT_ACTION} creates a task, ${RESULT_ACTION} tells about any task of this API key, whichever API created it. Signed requests and API keys are accepted. A task that failed is answered with its code and without data.`,
    }),
    ApiQuery({
      name: 'Action',
      enum: [SUBMIT_ACTION, RESULT_ACTION],
      description: 'Submit a task, or query one.',
    }),
    ApiQuery({
      name: 'Version',
      description: 'Version of the visual API.',
      schema: { type: 'string', example: VISUAL_VERSION },
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      description: 'Same key and body: the same task, never a second video. 1 to 255 characters.',
      required: false,
    }),
    ApiBody({
      type: JimengActionDto,
      examples: {
        'submit, from text': { value: JIMENG_REQUESTS.submitText },
        'submit, from a picture with a camera move': { value: JIMENG_REQUESTS.submitFirstFrame },
        query: { value: JIMENG_REQUESTS.result },
      },
    }),
    ApiOkResponse({ type: JimengAnswerDto, example: JIMENG_ANSWERS.done }),
    ApiJimengErrors(
      'authentication_failed',
      'missing_required_parameter',
      'moderated_input',
      'rate_limited',
      'payload_too_large',
      'internal_error',
      'provider_unconfigured',
    ),
  );
