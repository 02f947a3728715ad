import { Module } from '@nestjs/common';
import { OpenAiContentController } from './openai-content.controller';
import { OpenAiMissingController } from './openai-missing.controller';
import { OpenAiController } from './openai.controller';

/** `/v1/videos` as the official SDKs know it. The order of the controllers is the order of their routes. */
@Module({ controllers: [OpenAiMissingController, OpenAiContentController, OpenAiController] })
export class OpenAiModule {}
