import { createHash } from 'node:crypto';
import type { CreateVideo, VideoInput } from '@onereel/core';

/** SHA-256 of what a create asks for, independent of the order of members and of where uploads were stored. */
export function requestHash(input: CreateVideo, inputs: readonly VideoInput[]): string {
  const { idempotencyKey: _key, inputs: _uploads, warnings: _warnings, ...asked } = input;
  const files = inputs.map(({ role, source }) => [role, source.kind === 'url' ? source.url : source.sha256]);
  return createHash('sha256')
    .update(canonicalJson({ ...asked, files }))
    .digest('hex');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
