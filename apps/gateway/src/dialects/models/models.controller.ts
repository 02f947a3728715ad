import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { GatewayError, VIDEO_GATEWAY, type ListedModel, type VideoGateway } from '@onereel/core';
import { ApiGatewayErrors } from '../../http/openapi/api-gateway-errors.decorator';
import { ModelListDto, ModelObjectDto } from './models.dto';
import { toModelObject } from './models.mapper';

@ApiTags('Models')
@Controller('v1/models')
export class ModelsController {
  constructor(@Inject(VIDEO_GATEWAY) private readonly gateway: VideoGateway) {}

  @Get()
  @ApiOperation({
    summary: 'List models',
    description:
      'Every model of every installed provider with its capabilities, limits and price, also those whose provider has no credentials yet.',
  })
  @ApiOkResponse({ type: ModelListDto })
  @ApiGatewayErrors('authentication_failed', 'rate_limited')
  listModels(): ModelListDto {
    return { object: 'list', data: this.gateway.models().map(toModelObject) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Retrieve a model', description: 'By id or by one of its aliases.' })
  @ApiParam({ name: 'id', description: 'Model id or alias.', example: 'sandbox' })
  @ApiOkResponse({ type: ModelObjectDto })
  @ApiGatewayErrors('authentication_failed', 'not_found', 'rate_limited')
  retrieveModel(@Param('id') id: string): ModelObjectDto {
    const named = this.gateway.models().filter((listed) => isCalled(listed, id));
    const found = named.find(({ configured }) => configured) ?? named[0];
    if (found) return toModelObject(found);
    throw new GatewayError('not_found', {
      param: 'id',
      message: `There is no model "${id.slice(0, 80)}". All models are listed under GET /v1/models.`,
    });
  }
}

const isCalled = ({ model }: ListedModel, name: string): boolean =>
  model.id === name || (model.aliases ?? []).includes(name);
