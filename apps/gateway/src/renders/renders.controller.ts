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
  ApiAcceptedResponse,
  ApiBody,
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
  type TaskStatus,
  type TaskView,
  VIDEO_GATEWAY,
  type VideoGateway,
} from '@onereel/core';
import { RENDER_KIND, renderModel } from '../drafts/render-payload';
import { ApiGatewayErrors } from '../http/openapi/api-gateway-errors.decorator';
import { EventStream, lastEventId } from '../http/server/event-stream';
import { PUBLIC_ADDRESS, type PublicAddress } from '../http/server/public-address';
import { readRender } from './read-render';
import { RenderDesk } from './render-desk';
import { isOver, RENDER_STATES, renderOf, toRender } from './render-words';
import { CreateRenderDto, RenderDeletedDto, RenderDto, RenderListDto } from './renders.dto';

const ApiRenderId = (): MethodDecorator =>
  ApiParam({ name: 'id', type: String, description: 'Id of the render.' });
const EXAMPLE = { draft_id: '2026112710151200a1b2c3', format: 'mp4', preset: 'balanced', height: 720 };

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
  @HttpCode(202)
  @ApiOperation({ summary: 'Render a draft', description: 'Stores the render and answers at once.' })
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Same key and body: the same render.' })
  @ApiBody({ type: CreateRenderDto, examples: { film: { summary: 'A film of 720 lines', value: EXAMPLE } } })
  @ApiAcceptedResponse({ type: RenderDto, description: 'The render is stored.' })
  @ApiGatewayErrors(
    ...(['invalid_parameter', 'draft_invalid', 'draft_empty', 'not_supported', 'url_not_allowed'] as const),
    ...([
      'render_refused',
      'authentication_failed',
      'not_found',
      'idempotency_conflict',
      'shutting_down',
    ] as const),
  )
  async createRender(@Req() request: IncomingMessage, @Body() body: unknown): Promise<RenderDto> {
    return this.words(await this.desk.take(readRender(body), callerOf(request), idempotencyKeyOf(request)));
  }

  @Get()
  @ApiOperation({ summary: 'List renders', description: 'Newest first.' })
  @ApiQuery({ name: 'draft_id', required: false, type: String, description: 'Of one draft.' })
  @ApiQuery({
    name: 'status',
    required: false,
    enum: Object.values(RENDER_STATES),
    description: 'In one state.',
  })
  @ApiQuery({ name: 'after', required: false, type: String, description: '`next_after` of the page before.' })
  @ApiQuery({ name: 'limit', required: false, type: 'integer', description: '1 to 100; default 20.' })
  @ApiOkResponse({ type: RenderListDto, description: 'One page.' })
  @ApiGatewayErrors('invalid_parameter', 'authentication_failed')
  async listRenders(@Req() request: IncomingMessage, @Query() query: unknown): Promise<RenderListDto> {
    const reader = new BodyReader(query);
    const draftId = reader.text('draft_id', 64);
    const status = reader.oneOf('status', Object.values(RENDER_STATES));
    const states = Object.keys(RENDER_STATES) as TaskStatus[];
    const after = reader.text('after', 64);
    const page = await this.gateway.list(
      {
        kind: RENDER_KIND,
        limit: reader.number('limit', { min: 1, max: 100, integer: true }) ?? 20,
        ...(draftId !== undefined && { model: renderModel(draftId) }),
        ...(status !== undefined && { status: states.filter((state) => RENDER_STATES[state] === status) }),
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
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const seen = lastEventId(request.headers['last-event-id']);
    const { id: known } = await renderOf(this.gateway, id, callerOf(request));
    const stream = new EventStream(response);
    for await (const event of this.gateway.events(known, callerOf(request), gone.signal)) {
      if (event.id > seen) stream.send({ id: event.id, name: 'render', data: this.words(event.task) });
      if (isOver(event.task)) break;
    }
    stream.end();
  }

  private words(task: TaskView): RenderDto {
    return toRender(task, { base: this.address.current() });
  }
}
