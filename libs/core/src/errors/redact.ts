const SHORTEST_SECRET = 6;
const REDACTED = '[redacted]';

/**
 * Takes known secrets out of a text, also where they are URL- or base64-encoded. For messages that repeat what a vendor said:
 * vendors and relays sometimes repeat the key they refused.
 */
export function createRedactor(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret !== undefined)
    .filter(({ length }) => length >= SHORTEST_SECRET);
  const forms = [...new Set(known.flatMap(secretForms))].sort((a, b) => b.length - a.length);
  return (text) => forms.reduce((result, form) => result.replaceAll(form, REDACTED), text);
}

/** The spellings under which a secret can turn up in texts, headers and URLs. */
export const secretForms = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64'),
  Buffer.from(secret).toString('base64url'),
];
