import { applyDecorators, HttpCode, Post, UseFilters, UseInterceptors } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiHeader,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiServiceUnavailableResponse,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { CapcutMateErrorAnswer } from '../dto/answer.dto';
import type { BodyClass } from '../fields/field-spec';
import { CapcutMateEnvelopeInterceptor } from './capcut-mate-envelope.interceptor';
import { CapcutMateExceptionFilter } from './capcut-mate-exception.filter';
import { type DocumentedRoute, ROUTE_DOCS } from './route-docs';

export interface RouteOptions {
  readonly body: BodyClass;
  readonly answer: BodyClass;
  /** Accepts If-Match. */
  readonly edits?: boolean;
}

/** A route of the capcut-mate dialect: a POST under its own name, with the dialect's envelope and errors. */
export function CapcutMateRoute(name: DocumentedRoute, options: RouteOptions): MethodDecorator {
  const { summary, description, example } = ROUTE_DOCS[name];
  return applyDecorators(
    Post(name),
    HttpCode(200),
    CapcutMateWire(),
    ApiCapcutMateKey(),
    ApiOperation({ operationId: name, summary, description }),
    ApiBody({ type: options.body, examples: { small: { summary, value: example } } }),
    ApiOkResponse({ type: options.answer, description: 'Done; `code` is 0.' }),
    ...(options.edits
      ? [
          ApiHeader({
            name: 'If-Match',
            required: false,
            description: 'Revision the edit is meant for; refused with 412 when the draft has moved on.',
          }),
        ]
      : []),
  );
}

/** Envelope, errors and error answers of the dialect. */
export function CapcutMateWire(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(CapcutMateEnvelopeInterceptor),
    UseFilters(CapcutMateExceptionFilter),
    ApiBadRequestResponse({ type: CapcutMateErrorAnswer, description: 'A field is missing or wrong.' }),
    ApiNotFoundResponse({ type: CapcutMateErrorAnswer, description: 'The draft does not exist.' }),
    ApiServiceUnavailableResponse({ type: CapcutMateErrorAnswer, description: 'Try again later.' }),
  );
}

/** For the routes that need the API key. */
export const ApiCapcutMateKey = (): MethodDecorator =>
  ApiUnauthorizedResponse({ type: CapcutMateErrorAnswer, description: 'The API key is missing or wrong.' });
