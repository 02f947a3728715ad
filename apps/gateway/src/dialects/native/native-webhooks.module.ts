import { Module } from '@nestjs/common';
import { NativeWebhooksController } from './native-webhooks.controller';

/** What became of messages to clients. A module of its own, because it needs more of the engine than a dialect. */
@Module({ controllers: [NativeWebhooksController] })
export class NativeWebhooksModule {}
