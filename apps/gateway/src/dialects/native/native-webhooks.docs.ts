import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import type { ErrorCode } from '@onereel/core';
import { apiErrors } from '../../http/openapi/api-gateway-errors.decorator';
import { NativeErrorBodyDto } from './native.dto';
import { nativeErrorBody } from './native.filter';
import {
  NativeRedeliverDto,
  NativeWebhookDto,
  NativeWebhookListDto,
  NativeWebhookSecretDto,
} from './native-webhooks.dto';

const ApiNativeErrors = apiErrors(NativeErrorBodyDto, nativeErrorBody);
const EVERYWHERE: readonly ErrorCode[] = ['authentication_failed', 'rate_limited', 'internal_error'];
const ApiTaskId = (): MethodDecorator =>
  ApiParam({ name: 'id', description: 'The `task_id` of the create answer.' });

export const ApiWebhookSecret = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Tell the secret of your webhooks',
      description:
        'Messages to your `callback_url` are signed with it as Standard Webhooks describes. Where the operator has set ' +
        '`ONEREEL_WEBHOOK_SECRET`, `webhook-signature` holds the signature by that one, too: receivers look for one that fits.',
    }),
    ApiOkResponse({ type: NativeWebhookSecretDto, description: 'The secret.' }),
    ApiNativeErrors(...EVERYWHERE),
  );

export const ApiListWebhooks = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'List the webhooks of a task',
      description: 'What was sent to its `callback_url`, whether it arrived, and if not, why.',
    }),
    ApiTaskId(),
    ApiOkResponse({ type: NativeWebhookListDto, description: 'All deliveries.' }),
    ApiNativeErrors(...EVERYWHERE, 'not_found'),
  );

export const ApiRedeliverWebhook = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({
      summary: 'Send the webhook of a task again',
      description: 'The same message under the same `webhook-id`, once the former delivery has ended.',
    }),
    ApiTaskId(),
    ApiBody({ type: NativeRedeliverDto, required: false }),
    ApiOkResponse({ type: NativeWebhookDto, description: 'The new delivery.' }),
    ApiNativeErrors(
      ...EVERYWHERE,
      ...(['not_found', 'conflict', 'missing_required_parameter', 'url_not_allowed'] as const),
    ),
  );
