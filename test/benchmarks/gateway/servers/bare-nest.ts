import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** What Nest costs by itself: a JSON POST that validates and stores nothing. */
@Controller('v1/videos')
class BareController {
  @Post()
  @HttpCode(200)
  create(@Body() body: { model?: string; prompt?: string }): object {
    return { id: randomUUID(), object: 'video', status: 'queued', model: body.model, prompt: body.prompt };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

async function main(): Promise<void> {
  const app = await NestFactory.create(BareModule, { logger: false });
  await app.listen(0, '127.0.0.1');
  process.send?.({ url: await app.getUrl() });
}

void main();
