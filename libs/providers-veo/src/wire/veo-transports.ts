import type { CredentialSlot } from '@onereel/core';

/**
 * The ways to Veo. `vertex`: Google's own. `gemini`: the former developer API, for proxies that still serve it. `relay-openai`:
 * resellers with OpenAI's `/v1/videos`. `relay-video-create`: resellers with `/v1/video/create` and `/v1/video/query`.
 */
export const VEO_TRANSPORTS = ['vertex', 'gemini', 'relay-openai', 'relay-video-create'] as const;
export type VeoTransportName = (typeof VEO_TRANSPORTS)[number];

/**
 * What differs from way to way when the operator sets nothing. Google allows 50 create calls a minute, project and model. Relays
 * advise two or three tasks at once; OpenAI-style ones are asked every 5 s at first and up to every 30 s later.
 */
export const HABITS: Readonly<Record<VeoTransportName, NonNullable<CredentialSlot['usual']>>> = {
  vertex: { maxConcurrent: 5, requestsPerMinute: 50 },
  gemini: { maxConcurrent: 2 },
  'relay-openai': {
    maxConcurrent: 2,
    poll: { firstSeconds: 5, intervalSeconds: 5, maxIntervalSeconds: 30 },
  },
  'relay-video-create': {
    maxConcurrent: 2,
    poll: { firstSeconds: 10, intervalSeconds: 10, maxIntervalSeconds: 30 },
  },
};
