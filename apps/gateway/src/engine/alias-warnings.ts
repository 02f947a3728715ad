import type { RequestWarning, VideoRequest } from '@onereel/core';
import type { Route } from './model-router';

/** What the client should know when its model's name leads to another model. Fields that get lost are warned about like everywhere. */
export const aliasWarnings = ({ alias, model, providerId }: Route): readonly RequestWarning[] =>
  alias === undefined
    ? []
    : [
        {
          kind: 'compatibility',
          field: 'model',
          message: `${alias} is served by ${model.id} (${providerId}): its limits and defaults apply`,
        },
      ];

/** Extras for a vendor that does not serve the request: nobody reads them. */
export const foreignOptions = (
  { providerOptions = {} }: Pick<VideoRequest, 'providerOptions'>,
  { providerId }: Route,
): readonly RequestWarning[] =>
  Object.keys(providerOptions)
    .filter((id) => id !== providerId)
    .map((id) => ({
      kind: 'unsupported',
      field: `providerOptions.${id}`,
      message: `providerOptions.${id} is ignored: the request is served by ${providerId}`,
    }));
