/**
 * The ways to Veo. `vertex`: Google's own. `gemini`: the former developer API, for proxies that still serve it. `relay-openai`:
 * resellers with OpenAI's `/v1/videos`. `relay-video-create`: resellers with `/v1/video/create` and `/v1/video/query`.
 */
export const VEO_TRANSPORTS = ['vertex', 'gemini', 'relay-openai', 'relay-video-create'] as const;
export type VeoTransportName = (typeof VEO_TRANSPORTS)[number];

/** Tasks an account may have open at once when the operator sets nothing. Relays advise two or three. */
export const DEFAULT_SLOTS: Readonly<Record<VeoTransportName, number>> = {
  vertex: 5,
  gemini: 2,
  'relay-openai': 2,
  'relay-video-create': 2,
};
