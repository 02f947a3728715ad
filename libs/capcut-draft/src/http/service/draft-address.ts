import { createHmac, timingSafeEqual } from 'node:crypto';
import { GatewayError } from '@onereel/core';

export const CAPCUT_MATE_PREFIX = 'openapi/capcut-mate/v1';

const VALID_SECONDS = 30 * 24 * 3600;
const SENDABLE_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The draft a `draft_url` means: its `draft_id` parameter, whatever host and path; a bare id counts too. */
export function draftIdOf(draftUrl: string): string {
  const text = draftUrl.trim();
  if (text === '')
    throw new GatewayError('missing_required_parameter', {
      param: 'draft_url',
      message: 'draft_url: it is required; create_draft gives one.',
    });
  const id = SENDABLE_ID.test(text) ? text : queryOf(text).get('draft_id');
  if (id !== null && SENDABLE_ID.test(id)) return id;
  throw new GatewayError('invalid_parameter', {
    param: 'draft_url',
    message:
      'draft_url: it has no valid draft_id; send the address create_draft gave, e.g. …/get_draft?draft_id=20260101120000ab12cd34.',
  });
}

function queryOf(url: string): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at + 1));
}

/** Addresses of drafts and of their files. With a secret they carry a signature that stands for the API key, for reading only. */
export class DraftAddress {
  constructor(
    private readonly publicUrl: () => string,
    private readonly secret: Uint8Array | undefined,
    private readonly now: () => number,
  ) {}

  draftUrl(draftId: string): string {
    const signature = this.secret ? `&access=${this.access(draftId)}` : '';
    return `${this.publicUrl()}/${CAPCUT_MATE_PREFIX}/get_draft?draft_id=${draftId}${signature}`;
  }

  /** The draft id is a path segment of its own, followed by the place in the draft: the desktop client cuts there. */
  fileUrl(draftId: string, inside: string): string {
    const path = inside.split('/').map(encodeURIComponent).join('/');
    return `${this.publicUrl()}/${CAPCUT_MATE_PREFIX}/draft_files/${this.secret ? this.access(draftId) : 'own'}/${draftId}/${path}`;
  }

  /** Whether `access` was signed for this draft and is still valid. */
  opens(draftId: string, access: string): boolean {
    const [until = '', signature = ''] = access.split('.');
    if (!this.secret || !(parseInt(until, 36) * 1000 > this.now())) return false;
    const given = Buffer.from(signature, 'base64url');
    const expected = this.sign(draftId, until);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  private access(draftId: string): string {
    // The same all day, so that addresses stay equal between two calls.
    const day = 24 * 3600;
    const until = (Math.ceil(this.now() / 1000 / day) * day + VALID_SECONDS).toString(36);
    return `${until}.${this.sign(draftId, until).toString('base64url')}`;
  }

  private sign(draftId: string, until: string): Buffer {
    return createHmac('sha256', this.secret as Uint8Array)
      .update(`draft\n${draftId}\n${until}`)
      .digest()
      .subarray(0, 18);
  }
}
