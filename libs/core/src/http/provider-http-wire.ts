import { AxiosRequestConfig, AxiosResponse } from 'axios';
import { ProviderHttpRequest } from './provider-http';

const REQUEST_ID_HEADERS = ['x-request-id', 'request-id', 'x-correlation-id', 'x-trace-id'];
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Bodies leave exactly as given, so that a signature over them holds. */
export function encodeBody({
  body,
  headers = {},
}: ProviderHttpRequest): Pick<AxiosRequestConfig, 'data' | 'headers'> {
  const base = { 'user-agent': 'OneReel', accept: '*/*' };
  if (body === undefined) return { headers: { ...base, ...headers } };
  if (body instanceof FormData) return { data: body, headers: { ...base, ...headers } };
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  const contentType = isRaw ? 'application/octet-stream' : 'application/json';
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return {
    data: isRaw ? body : JSON.stringify(body),
    headers: { ...base, ...headers, ...(!named && { 'content-type': contentType }) },
  };
}

export function redirectTarget(response: AxiosResponse, from: string): URL | undefined {
  const location: unknown = response.headers.location;
  if (!REDIRECTS.has(response.status) || typeof location !== 'string') return undefined;
  return URL.canParse(location, from) ? new URL(location, from) : undefined;
}

export function plainHeaders(response: AxiosResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && value !== null) headers[name.toLowerCase()] = String(value);
  }
  return headers;
}

export const vendorRequestId = (response: AxiosResponse): string | undefined => {
  const value: unknown = REQUEST_ID_HEADERS.map((name) => response.headers[name]).find(Boolean);
  return typeof value === 'string' ? value.slice(0, 128) : undefined;
};

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
