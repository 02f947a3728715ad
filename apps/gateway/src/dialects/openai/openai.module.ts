import { Module } from '@nestjs/common';
import { OpenAiContentController } from './openai-content.controller';
import { OpenAiMissingController } from './openai-missing.controller';
import { OpenAiController } from './openai.controller';

/** `/v1/videos` as the official SDKs know it; documented in this order. */
@Module({ controllers: [OpenAiController, OpenAiContentController, OpenAiMissingController] })
export class OpenAiModule {}
