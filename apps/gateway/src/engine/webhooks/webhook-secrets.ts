import { createHmac } from 'node:crypto';

/** Secrets that sign messages to clients, each owner's following from the gateway's own key, so that nothing is stored. Pure. */
export const ownerSecrets =
  (key: Buffer) =>
  (ownerId: string): string =>
    `whsec_${createHmac('sha256', key).update(`webhook:${ownerId}`).digest('base64')}`;
