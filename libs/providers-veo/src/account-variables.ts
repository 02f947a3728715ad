import type { VeoTransportName } from './wire/veo-transports';

/** The variables of each way's own account, by the fields of the list. */
export const VARIABLES: Readonly<Record<VeoTransportName, Readonly<Record<string, string>>>> = {
  vertex: {
    serviceAccount: 'GOOGLE_APPLICATION_CREDENTIALS_JSON',
    keyFile: 'GOOGLE_APPLICATION_CREDENTIALS',
    apiKey: 'VEO_VERTEX_API_KEY',
    project: 'GOOGLE_CLOUD_PROJECT',
    location: 'GOOGLE_CLOUD_LOCATION',
    baseUrl: 'VEO_VERTEX_BASE_URL',
  },
  gemini: { apiKey: 'GEMINI_API_KEY', baseUrl: 'GEMINI_BASE_URL' },
  'relay-openai': {
    apiKey: 'VEO3_API_KEY',
    baseUrl: 'VEO3_BASE_URL',
    endpoint: 'VEO3_ENDPOINT',
    model: 'VEO3_MODEL',
    skipUpload: 'VEO3_SKIP_UPLOAD',
    bodyMode: 'VEO3_BODY_MODE',
    secondsAs: 'VEO3_SECONDS_AS',
    sizeAs: 'VEO3_SIZE_AS',
    modelNames: 'VEO3_MODEL_NAMES',
  },
  'relay-video-create': { apiKey: 'APERTIS_API_KEY', baseUrl: 'APERTIS_BASE_URL' },
};

/** What to set when nothing is set. */
export const FIRST_KEYS: Readonly<Record<VeoTransportName, readonly string[]>> = {
  vertex: ['GOOGLE_APPLICATION_CREDENTIALS_JSON'],
  gemini: ['GEMINI_API_KEY'],
  'relay-openai': ['VEO3_API_KEY'],
  'relay-video-create': ['APERTIS_API_KEY'],
};
