import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiHeader, ApiOperation, getSchemaPath } from '@nestjs/swagger';
import type { ErrorCode } from '@onereel/core';
import { AcceptsForm } from '../http/body/accepts-form.decorator';
import { ApiGatewayErrors } from '../http/openapi/api-gateway-errors.decorator';
import { CreateRenderDto, CreateRenderFormDto } from './create-render.dto';
import { RenderDto } from './renders.dto';

const EXAMPLE = { draft_id: '2026112710151200a1b2c3', format: 'mp4', preset: 'balanced', height: 720 };

const BODIES = {
  'application/json': {
    schema: { $ref: getSchemaPath(CreateRenderDto) },
    examples: { film: { summary: 'A film of 720 lines', value: EXAMPLE } },
  },
  'multipart/form-data': { schema: { $ref: getSchemaPath(CreateRenderFormDto) } },
};

const ERRORS: readonly ErrorCode[] = [
  ...(['invalid_parameter', 'draft_invalid', 'draft_encrypted', 'draft_empty', 'not_supported'] as const),
  ...(['url_not_allowed', 'render_refused', 'authentication_failed', 'not_found'] as const),
  ...(['idempotency_conflict', 'payload_too_large', 'shutting_down', 'service_busy'] as const),
];

export const ApiCreateRender = (): MethodDecorator =>
  applyDecorators(
    HttpCode(202),
    AcceptsForm(),
    ApiOperation({
      summary: 'Render a draft',
      description:
        'Stores the render and answers at once. A form brings a zipped draft folder along as `file`; what is nested is then written `range[start]=2`, or as JSON text.',
      requestBody: { required: true, content: BODIES },
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Same key and body: the same render.',
    }),
    ApiExtraModels(CreateRenderDto, CreateRenderFormDto),
    ApiAcceptedResponse({ type: RenderDto, description: 'The render is stored.' }),
    ApiGatewayErrors(...ERRORS),
  );
