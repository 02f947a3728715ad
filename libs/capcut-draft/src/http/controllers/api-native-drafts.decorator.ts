import { applyDecorators } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiNotFoundResponse,
  ApiParam,
  ApiUnauthorizedResponse,
} from '@nestjs/swagger';
import { NativeDraftError } from '../dto/native-error.dto';

/** The error answers of drafts as resources. */
export const ApiNativeErrors = (): ClassDecorator =>
  applyDecorators(
    ApiBadRequestResponse({ type: NativeDraftError, description: 'A field is missing or wrong.' }),
    ApiUnauthorizedResponse({ type: NativeDraftError, description: 'The API key is missing or wrong.' }),
    ApiNotFoundResponse({ type: NativeDraftError, description: 'There is no such draft of this caller.' }),
  );

export const ApiDraftId = (): MethodDecorator =>
  ApiParam({ name: 'id', type: String, description: 'Id of the draft.' });

/** For `ApiBody`: one body the route accepts. */
export const bodyExample = (summary: string, value: object) => ({ examples: { small: { summary, value } } });
