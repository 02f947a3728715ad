import type { TestGateway } from '../http/test-gateway';
import type { Body } from './draft-service';

export interface Answered {
  readonly status: number;
  /** JSON read, everything else as bytes. */
  readonly body: Body;
}

/** One request to a whole gateway; objects travel as JSON, text and bytes as they are. */
export async function callGateway(
  gateway: TestGateway,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const raw = typeof body === 'string' || body instanceof Uint8Array;
  const sent = raw ? (body as string) : JSON.stringify(body);
  const response = await gateway.fetch(path, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      'accept-language': 'en',
      ...headers,
    },
    ...(body !== undefined && { body: sent }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const json = /json/.test(response.headers.get('content-type') ?? '') && bytes.length > 0;
  return { status: response.status, body: json ? JSON.parse(String(bytes)) : bytes };
}
