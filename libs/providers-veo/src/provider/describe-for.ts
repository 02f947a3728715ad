import type { ProviderDescriptor } from '@onereel/core';
import { modelIdOf } from '../relay/relay-name';
import type { VeoOptions } from '../veo.options';
import { VEO_DESCRIPTOR } from '../wire/veo-descriptor';

/** The descriptor with the operator's pace, and the preferred model first: it serves requests that name none. */
export function describeFor({ accounts, pollSeconds }: VeoOptions): ProviderDescriptor {
  const preferred = accounts.map(({ model }) => modelIdOf(model)).find((id) => id !== undefined);
  const rank = ({ id }: { readonly id: string }): number => (id === preferred ? 0 : 1);
  const models =
    preferred === undefined
      ? VEO_DESCRIPTOR.models
      : [...VEO_DESCRIPTOR.models].sort((a, b) => rank(a) - rank(b));
  const poll =
    pollSeconds === undefined
      ? VEO_DESCRIPTOR.poll
      : { firstSeconds: pollSeconds, intervalSeconds: pollSeconds };
  return { ...VEO_DESCRIPTOR, models, poll };
}
