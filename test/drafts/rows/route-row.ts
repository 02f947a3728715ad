export const UNKNOWN_DRAFT = '20260101120000ab12cd34';
export const DRAFTS = '/api/v1/drafts';
export const MATE = '/openapi/capcut-mate/v1';

/** One call and what must come of it. `{id}`, `{draft_url}` and `{segment}` stand for those of the draft of the test. */
export interface RouteRow {
  readonly what: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** What the answer holds. */
  readonly answer?: object;
  /** The field a refusal names. */
  readonly param?: string;
}

/** @param call `POST /path` */
export function row(
  what: string,
  call: string,
  status: number,
  more: Pick<RouteRow, 'body' | 'headers' | 'answer' | 'param'> = {},
): RouteRow {
  const [method = '', path = ''] = call.split(' ');
  return { what, method, path, status, ...more };
}

/** The draft of the test stands at revision 2. */
export const FRESH = { 'if-match': '"2"' };
export const STALE = { 'if-match': '"1"' };
export const NO_REVISION = { 'if-match': 'now' };
