import type { SettingsReader } from '@onereel/core';
import type { RelayBodyMode, RelaySeconds, RelaySize } from './veo-account';
import type { VeoTransportName } from './wire/veo-transports';

/** The first word of each list is the default. */
export const RELAY_BODY_MODES: readonly RelayBodyMode[] = ['json', 'json-images', 'multipart'];
export const RELAY_SECONDS: readonly RelaySeconds[] = ['text', 'number', 'none'];
export const RELAY_SIZES: readonly RelaySize[] = ['pixels', 'ratio'];

export const DEFAULT_URLS: Readonly<Record<Exclude<VeoTransportName, 'vertex'>, string>> = {
  gemini: 'https://generativelanguage.googleapis.com/v1beta',
  'relay-openai': 'https://api.kuai.host',
  'relay-video-create': 'https://api.apertis.ai',
};

export const vertexUrl = (location: string): string =>
  `https://${location === 'global' ? '' : `${location}-`}aiplatform.googleapis.com`;

const WORD = /^[\w./:-]+$/;

/** A name or path that becomes part of an address. */
export function readPath(entry: SettingsReader, field: string): string | undefined {
  const text = entry.text(field);
  if (text === undefined || (WORD.test(text) && !text.includes('..'))) return text;
  entry.problem(field, 'may hold letters, digits and . _ - / : only.');
  return undefined;
}
