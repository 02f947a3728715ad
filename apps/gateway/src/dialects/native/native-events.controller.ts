import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Inject, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import { relayTaskEvents } from '../../http/tasks/relay-task-events';
import { ApiTaskEvents } from './native.docs';
import { NativeErrorFilter } from './native.filter';
import { toTask } from './native.words';

@ApiTags('Native')
@Controller('api/v1/tasks')
@UseFilters(NativeErrorFilter)
export class NativeEventsController {
  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {}

  @Get(':id/events')
  @ApiTaskEvents()
  async followTask(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('id') id: string,
  ): Promise<void> {
    await relayTaskEvents(request, response, {
      name: 'task',
      watch: (signal) => this.gateway.events(id, callerOf(request), signal),
      words: ({ task }) => toTask(task, (view, output) => this.gateway.contentUrl(view, output)),
    });
  }
}
