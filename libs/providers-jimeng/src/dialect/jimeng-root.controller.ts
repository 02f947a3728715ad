import type { IncomingMessage } from 'node:http';
import { Body, Controller, HttpCode, Post, Query, Req, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { JimengActions } from './jimeng.actions';
import type { JimengAnswerDto } from './jimeng.dto';
import { JimengErrorFilter } from './jimeng.filter';

/** The vendor's clients call the root of a host: with this, only their host needs to change. */
@ApiExcludeController()
@Controller()
@UseFilters(JimengErrorFilter)
export class JimengRootController {
  constructor(private readonly actions: JimengActions) {}

  @Post()
  @HttpCode(200)
  performAtRoot(
    @Req() request: IncomingMessage,
    @Query() query: unknown,
    @Body() body: unknown,
  ): Promise<JimengAnswerDto> {
    return this.actions.perform(request, query, body);
  }
}
