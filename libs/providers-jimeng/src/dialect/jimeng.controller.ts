import type { IncomingMessage } from 'node:http';
import { Body, Controller, HttpCode, Post, Query, Req, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { JimengActions } from './jimeng.actions';
import { ApiJimengAction } from './jimeng.docs';
import type { JimengAnswerDto } from './jimeng.dto';
import { JimengErrorFilter } from './jimeng.filter';

/** Jimeng's own API for every model of this gateway, with and without a slash at the end. */
@ApiTags('Jimeng')
@Controller('jimeng')
@UseFilters(JimengErrorFilter)
export class JimengController {
  constructor(private readonly actions: JimengActions) {}

  @Post()
  @HttpCode(200)
  @ApiJimengAction()
  performJimengAction(
    @Req() request: IncomingMessage,
    @Query() query: unknown,
    @Body() body: unknown,
  ): Promise<JimengAnswerDto> {
    return this.actions.perform(request, query, body);
  }
}
