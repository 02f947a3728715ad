import { VEO_MODELS } from '../wire/veo-models';

const NAMES = VEO_MODELS.flatMap(({ names }) => names['relay-openai'] ?? []);

/** The name to send: a configured one that is in no table is what this relay calls its Veo 3.1. */
export const relayNameOf = (vendorModel: string, configured: string | undefined): string =>
  configured !== undefined && !NAMES.includes(configured) && vendorModel === NAMES[0]
    ? configured
    : vendorModel;

/** The row a configured name stands for, when it is in the table. */
export const modelIdOf = (configured: string | undefined): string | undefined =>
  VEO_MODELS.find(({ names }) => configured !== undefined && names['relay-openai'] === configured)?.descriptor
    .id;
