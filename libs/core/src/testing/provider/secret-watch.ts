import { randomBytes } from 'node:crypto';
import { secretForms } from '../../errors/redact';

/** Makes fake secrets and finds them again wherever they do not belong. */
export class SecretWatch {
  private readonly named = new Map<string, string>();
  private readonly watched = new Set<string>();

  secret(name: string): string {
    const known = this.named.get(name);
    if (known !== undefined) return known;
    const made = `sentinel-${name}-${randomBytes(12).toString('hex')}`;
    this.named.set(name, made);
    return this.watch(made);
  }

  watch(secret: string): string {
    this.watched.add(secret);
    return secret;
  }

  get all(): readonly string[] {
    return [...this.watched];
  }

  isIn(text: string): boolean {
    return this.all.some((secret) => secretForms(secret).some((form) => text.includes(form)));
  }
}

/** Everything a log or an error page could print of a value: message, stack, fields, causes. */
export function printable(value: unknown, depth = 0): string {
  if (depth > 4 || value === undefined || value === null) return String(value);
  if (typeof value !== 'object') return String(value);
  const own = Object.getOwnPropertyNames(value).map((key) => {
    const field = (value as Record<string, unknown>)[key];
    return typeof field === 'function' ? '' : `${key}=${printable(field, depth + 1)}`;
  });
  return own.join('\n');
}
