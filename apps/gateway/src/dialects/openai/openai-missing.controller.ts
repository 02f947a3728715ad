import { Controller, Get, HttpCode, Post, UseFilters } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { GatewayError } from '@onereel/core';
import { AcceptsForm } from '../../http/body/accepts-form.decorator';
import { ApiNotOffered } from './openai.docs';
import { OpenAiErrorFilter } from './openai.filter';

const refuse = (what: string, instead: string): never => {
  throw new GatewayError('not_supported', { message: `${what} is not offered by this gateway. ${instead}` });
};

/** Parts of the official API that no provider serves. */
@ApiTags('OpenAI')
@Controller('v1/videos')
@UseFilters(OpenAiErrorFilter)
@AcceptsForm()
export class OpenAiMissingController {
  @Post('edits')
  @HttpCode(400)
  @ApiNotOffered('Edit a video')
  editVideo(): never {
    return refuse('Editing videos', 'Remix a completed video with POST /v1/videos/{id}/remix.');
  }

  @Post('extensions')
  @HttpCode(400)
  @ApiNotOffered('Extend a video')
  extendVideo(): never {
    return refuse('Extending videos', 'Create a new one that starts from the last frame as input_reference.');
  }

  @Post('characters')
  @HttpCode(400)
  @ApiNotOffered('Create a character')
  createCharacter(): never {
    return refuse('The character API', 'Send pictures of the character as images of POST /v1/videos.');
  }

  @Get('characters/:id')
  @ApiNotOffered('Retrieve a character')
  retrieveCharacter(): never {
    return refuse('The character API', 'Send pictures of the character as images of POST /v1/videos.');
  }
}
