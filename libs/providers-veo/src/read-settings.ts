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

/** Copied keys often end in a newline; one in the middle means that something else came along. */
export function readSecret(name: string, value: unknown, problems: string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/\s/.test(text))
    problems.push(`${name} has blanks or line breaks inside. Copy it again, without them.`);
  return text === '' ? undefined : text;
}

/** A name or path that becomes part of an address. */
export function readPath(name: string, value: unknown, problems: string[]): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') return undefined;
  if (WORD.test(text) && !text.includes('..')) return text;
  problems.push(`${name} may hold letters, digits and . _ - / : only.`);
  return undefined;
}

/** Without a slash at the end. */
export function readUrl(name: string, value: unknown, fallback: string, problems: string[]): string {
  const text = (typeof value === 'string' && value.trim()) || fallback;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.search) {
    problems.push(`${name} must be an http(s) URL without a query, such as ${fallback}.`);
    return fallback;
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
