import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiQuery,
  ApiTags,
} from '@nestjs/swagger';
import {
  BodyReader,
  callerOf,
  idempotencyKeyOf,
  type TaskView,
  VIDEO_GATEWAY,
  type VideoGateway,
} from '@onereel/core';
import { RENDER_KIND, renderModel } from '../drafts/render-payload';
import { formFiles } from '../http/body/form-files';
import { ApiGatewayErrors } from '../http/openapi/api-gateway-errors.decorator';
import { PUBLIC_ADDRESS, type PublicAddress } from '../http/server/public-address';
import { API_STATUSES, statusesOf } from '../http/tasks/api-status';
import { relayTaskEvents } from '../http/tasks/relay-task-events';
import { ApiCreateRender } from './create-render.docs';
import { readRender } from './read-render';
import { RenderDesk } from './render-desk';
import { renderOf, toRender } from './render-words';
import { RenderDeletedDto, RenderDto, RenderListDto } from './renders.dto';

const ApiRenderId = (): MethodDecorator =>
  ApiParam({ name: 'id', type: String, description: 'Id of the render.' });

/** Films of drafts: tasks like any other, with the words of an editor. */
@ApiTags('renders')
@Controller('api/v1/renders')
export class RendersController {
  constructor(
    private readonly desk: RenderDesk,
    @Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway,
    @Inject(PUBLIC_ADDRESS) private readonly address: PublicAddress,
  ) {}

  @Post()
  @ApiCreateRender()
  async createRender(@Req() request: IncomingMessage, @Body() body: unknown): Promise<RenderDto> {
    const order = readRender(body, formFiles(request));
    return this.words(await this.desk.take(order, callerOf(request), idempotencyKeyOf(request)));
  }

  @Get()
  @ApiOperation({ summary: 'List renders', description: 'Newest first.' })
  @ApiQuery({ name: 'draft_id', required: false, type: String, description: 'Of one draft.' })
  @ApiQuery({
    name: 'status',
    required: false,
    enum: API_STATUSES,
    description: 'In one state.',
  })
  @ApiQuery({ name: 'after', required: false, type: String, description: '`next_after` of the page before.' })
  @ApiQuery({ name: 'limit', required: false, type: 'integer', description: '1 to 100; default 20.' })
  @ApiOkResponse({ type: RenderListDto, description: 'One page.' })
  @ApiGatewayErrors('invalid_parameter', 'authentication_failed')
  async listRenders(@Req() request: IncomingMessage, @Query() query: unknown): Promise<RenderListDto> {
    const reader = new BodyReader(query);
    const draftId = reader.text('draft_id', 64);
    const status = reader.oneOf('status', API_STATUSES);
    const after = reader.text('after', 64);
    const page = await this.gateway.list(
      {
        kind: RENDER_KIND,
        limit: reader.number('limit', { min: 1, max: 100, integer: true }) ?? 20,
        ...(draftId !== undefined && { model: renderModel(draftId) }),
        ...(status !== undefined && { status: statusesOf([status]) }),
        ...(after !== undefined && { after }),
      },
      callerOf(request),
    );
    const last = page.hasMore ? page.tasks.at(-1) : undefined;
    return {
      renders: page.tasks.map((task) => this.words(task)),
      has_more: page.hasMore,
      next_after: last?.id ?? null,
    };
  }

  @Get(':id')
  @ApiRenderId()
  @ApiOperation({ summary: 'Retrieve a render' })
  @ApiOkResponse({ type: RenderDto, description: 'As it is now.' })
  @ApiGatewayErrors('authentication_failed', 'not_found')
  async retrieveRender(@Req() request: IncomingMessage, @Param('id') id: string): Promise<RenderDto> {
    return this.words(await renderOf(this.gateway, id, callerOf(request)));
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiRenderId()
  @ApiOperation({ summary: 'Cancel a render' })
  @ApiOkResponse({ type: RenderDto, description: 'The render, cancelled.' })
  @ApiGatewayErrors('authentication_failed', 'not_found', 'conflict')
  async cancelRender(@Req() request: IncomingMessage, @Param('id') id: string): Promise<RenderDto> {
    const caller = callerOf(request);
    const task = await renderOf(this.gateway, id, caller);
    return this.words(await this.gateway.cancel(task.id, caller));
  }

  @Delete(':id')
  @ApiRenderId()
  @ApiOperation({ summary: 'Delete a render', description: 'Cancels it when it runs; the draft stays.' })
  @ApiOkResponse({ type: RenderDeletedDto, description: 'The render and its files are gone.' })
  @ApiGatewayErrors('authentication_failed', 'not_found')
  async deleteRender(@Req() request: IncomingMessage, @Param('id') id: string): Promise<RenderDeletedDto> {
    const caller = callerOf(request);
    const task = await renderOf(this.gateway, id, caller);
    await this.gateway.delete(task.id, caller);
    return { id: task.id, deleted: true };
  }

  @Get(':id/events')
  @ApiRenderId()
  @ApiOperation({
    summary: 'Follow a render',
    description: 'Server-sent events named `render`: the state now, every change, and the end.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Id of the last event that was seen.' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'Events until the render ends.', schema: { type: 'string' } })
  @ApiGatewayErrors('authentication_failed', 'not_found')
  async followRender(
    @Req() request: IncomingMessage,
    @Res() response: ServerResponse,
    @Param('id') id: string,
  ): Promise<void> {
    const caller = callerOf(request);
    const { id: known } = await renderOf(this.gateway, id, caller);
    await relayTaskEvents(request, response, {
      name: 'render',
      watch: (signal) => this.gateway.events(known, caller, signal),
      words: ({ task }) => this.words(task),
    });
  }

  private words(task: TaskView): RenderDto {
    return toRender(task, { base: this.address.current() });
  }
}
