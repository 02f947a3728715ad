import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import {
  callerOf,
  GatewayError,
  idempotencyKeyOf,
  TaskView,
  VIDEO_GATEWAY,
  type VideoGateway,
} from '@onereel/core';
import { RESULT_ACTION, SUBMIT_ACTION } from '../wire/visual-api';
import { elapsedOf, startTimer } from './elapsed';
import type { JimengAnswerDto } from './jimeng.dto';
import { toCreateVideo, toTaskId } from './jimeng.mapper';
import { AnswerFrame, toResult, toSubmitted, toUnknown } from './jimeng.words';
import { requestIdOf } from './request-id';

type Act = (request: IncomingMessage, body: unknown) => Promise<JimengAnswerDto>;

/** The two actions of the API, whichever address they were sent to. */
@Injectable()
export class JimengActions {
  private readonly actions: ReadonlyMap<string, Act> = new Map<string, Act>([
    [SUBMIT_ACTION, (request, body) => this.submit(request, body)],
    [RESULT_ACTION, (request, body) => this.result(request, body)],
  ]);

  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {}

  /** @throws `not_supported` for calls that are none of this API */
  perform(request: IncomingMessage, query: unknown, body: unknown): Promise<JimengAnswerDto> {
    startTimer(request);
    const { Action, Version } = (query ?? {}) as Readonly<Record<string, unknown>>;
    const act = typeof Action === 'string' ? this.actions.get(Action) : undefined;
    if (!act) throw this.refusal('Action', `${SUBMIT_ACTION} or ${RESULT_ACTION}`);
    if (typeof Version !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(Version)) {
      throw this.refusal('Version', 'a date such as 2022-08-31');
    }
    return act(request, body);
  }

  private refusal(param: string, expected: string): GatewayError {
    return new GatewayError('not_supported', {
      param,
      message: `The query parameter ${param} must be ${expected}. Send ?Action=${SUBMIT_ACTION}&Version=2022-08-31.`,
    });
  }

  private async submit(request: IncomingMessage, body: unknown): Promise<JimengAnswerDto> {
    const input = toCreateVideo(body, this.gateway.models(), idempotencyKeyOf(request));
    return toSubmitted(await this.gateway.create(input, callerOf(request)), frameOf(request));
  }

  private async result(request: IncomingMessage, body: unknown): Promise<JimengAnswerDto> {
    const task = await this.find(toTaskId(body), request);
    if (task === undefined) return toUnknown(frameOf(request));
    return toResult(task, frameOf(request), (finished) => this.gateway.resultLink(finished));
  }

  private async find(id: string, request: IncomingMessage): Promise<TaskView | undefined> {
    try {
      return await this.gateway.get(id, callerOf(request));
    } catch (error) {
      if (GatewayError.isInstance(error) && error.code === 'not_found') return undefined;
      throw error;
    }
  }
}

const frameOf = (request: IncomingMessage): AnswerFrame => ({
  requestId: requestIdOf(request),
  elapsed: elapsedOf(request),
});
