import type { IncomingMessage } from 'node:http';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BodyReader, callerOf, WEBHOOK_DESK, type WebhookDelivery, type WebhookDesk } from '@onereel/core';
import { ApiListWebhooks, ApiRedeliverWebhook, ApiWebhookSecret } from './native-webhooks.docs';
import type { NativeWebhookDto, NativeWebhookListDto, NativeWebhookSecretDto } from './native-webhooks.dto';
import { NativeErrorFilter } from './native.filter';
import { toError } from './native.words';

const LONGEST_URL = 2000;

/** Messages to callback addresses: their secret, what became of them, and once more. */
@ApiTags('Native')
@Controller('api/v1')
@UseFilters(NativeErrorFilter)
export class NativeWebhooksController {
  constructor(@Inject(WEBHOOK_DESK) private readonly desk: WebhookDesk) {}

  @Get('webhooks/secret')
  @ApiWebhookSecret()
  tellSecret(@Req() request: IncomingMessage): NativeWebhookSecretDto {
    return { secret: this.desk.secretOf(callerOf(request)) };
  }

  @Get('tasks/:id/webhooks')
  @ApiListWebhooks()
  async listWebhooks(
    @Req() request: IncomingMessage,
    @Param('id') id: string,
  ): Promise<NativeWebhookListDto> {
    return { webhooks: (await this.desk.deliveries(id, callerOf(request))).map(toWebhook) };
  }

  @Post('tasks/:id/webhooks/redeliver')
  @HttpCode(200)
  @ApiRedeliverWebhook()
  async redeliverWebhook(
    @Req() request: IncomingMessage,
    @Param('id') id: string,
    @Body() body: unknown,
  ): Promise<NativeWebhookDto> {
    const url = new BodyReader(body ?? {}).text('callback_url', LONGEST_URL);
    return toWebhook(await this.desk.redeliver(id, callerOf(request), url));
  }
}

const toWebhook = (delivery: WebhookDelivery): NativeWebhookDto => ({
  id: delivery.id,
  task_id: delivery.taskId,
  message_id: delivery.messageId,
  type: delivery.type,
  url: delivery.url,
  status: delivery.status,
  attempts: delivery.attempts,
  created_at: delivery.createdAt,
  next_try_at: delivery.nextTryAt ?? null,
  error: delivery.error ? toError(delivery.error) : null,
});
