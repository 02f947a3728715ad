import { GatewayError } from '@onereel/core';

/** A list that must hold something. @throws GatewayError `invalid_parameter` */
export function filled<T>(param: string, list: readonly T[] | undefined): readonly T[] {
  if (list && list.length > 0) return list;
  throw new GatewayError('invalid_parameter', {
    param,
    message: `${param}: it is missing or empty; send at least one item.`,
  });
}
