import { GeminiTransport } from '../google/gemini.transport';
import { VertexTransport } from '../google/vertex.transport';
import { RelayOpenaiTransport } from '../relay/relay-openai.transport';
import { RelayVideoCreateTransport } from '../relay/relay-video-create.transport';
import type { VeoAccount } from '../veo-account';
import type { VeoOptions } from '../veo.options';
import type { VeoTransportName } from '../wire/veo-transports';
import type { Transport } from './transport';

type Open = (account: VeoAccount, options: VeoOptions) => Transport;

const OPEN: Readonly<Record<VeoTransportName, Open>> = {
  vertex: (account, { storageUrl }) => new VertexTransport(account, storageUrl),
  gemini: (account) => new GeminiTransport(account),
  'relay-openai': (account) => new RelayOpenaiTransport(account),
  'relay-video-create': (account) => new RelayVideoCreateTransport(account),
};

/** The account's way to Veo. */
export const openTransport: Open = (account, options) => OPEN[account.transport](account, options);
