import type { IncomingMessage, ServerResponse } from 'node:http';
import { Controller, Get, Inject, Param, Req, Res, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { callerOf, type TaskEvent, VIDEO_GATEWAY, type VideoGateway } from '@onereel/core';
import { EventStream, lastEventId } from '../../http/server/event-stream';
import { ApiTaskEvents } from './native.docs';
import { NativeErrorFilter } from './native.filter';
import { isFinal, toTask } from './native.words';

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
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const seen = lastEventId(request.headers['last-event-id']);
    const events = this.gateway.events(id, callerOf(request), gone.signal)[Symbol.asyncIterator]();
    // The first event decides over the status: an unknown task must be a 404, not an empty stream.
    const first = await events.next();
    if (first.done === true || (first.value.id <= seen && isFinal(first.value.task))) {
      response.writeHead(204).end();
    } else {
      await this.relay(new EventStream(response), first.value, events, seen);
    }
    await events.return?.();
  }

  private async relay(
    stream: EventStream,
    first: TaskEvent,
    events: AsyncIterator<TaskEvent>,
    seen: number,
  ): Promise<void> {
    for (let event: TaskEvent | undefined = first; event !== undefined;) {
      if (event.id > seen) stream.send({ id: event.id, name: 'task', data: this.words(event) });
      if (isFinal(event.task)) break;
      const next: IteratorResult<TaskEvent> = await events.next();
      event = next.done === true ? undefined : next.value;
    }
    stream.end();
  }

  private words(event: TaskEvent): object {
    return toTask(event.task, (task, output) => this.gateway.contentUrl(task, output));
  }
}
