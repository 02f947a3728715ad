import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { ERROR_TABLE, GatewayError, type ErrorCode } from '@onereel/core';
import { errorBody } from '../errors/error-body';
import { GatewayErrorDto } from './error-body.dto';

type ErrorDocs = (...codes: ErrorCode[]) => MethodDecorator & ClassDecorator;

/** Documents the errors a route may answer with, in the body its dialect uses. */
export const apiErrors =
  (dto: Type, render: (error: GatewayError) => object): ErrorDocs =>
  (...codes) =>
    documentErrors(codes, dto, render);

export const ApiGatewayErrors: ErrorDocs = apiErrors(GatewayErrorDto, errorBody);

/** One response per status, one example per code. */
function documentErrors(
  codes: readonly ErrorCode[],
  dto: Type,
  render: (error: GatewayError) => object,
): MethodDecorator & ClassDecorator {
  const statuses = [...new Set(codes.map((code) => ERROR_TABLE[code].status))].sort((a, b) => a - b);
  return applyDecorators(
    ApiExtraModels(dto),
    ...statuses.map((status) => {
      const rows = codes.filter((code) => ERROR_TABLE[code].status === status);
      return ApiResponse({
        status,
        description: rows.map((code) => `\`${code}\`: ${ERROR_TABLE[code].sentence}`).join(' '),
        content: {
          'application/json': {
            schema: { $ref: getSchemaPath(dto) },
            examples: Object.fromEntries(
              rows.map((code) => [code, { value: render(new GatewayError(code)) }]),
            ),
          },
        },
      });
    }),
  );
}
