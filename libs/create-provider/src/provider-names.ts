/** A provider's name in every spelling its package needs. */
export interface ProviderNames {
  /** `acme-video`: id, file names, model ids. */
  readonly id: string;
  /** `AcmeVideo`: classes. */
  readonly type: string;
  /** `ACME_VIDEO`: constants and environment keys. */
  readonly constant: string;
  /** `Acme Video`: what people read. */
  readonly title: string;
}

const FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const LONGEST = 40;
const PREFIX = 'onereel-provider-';
/** `ONEREEL_…` keys are the gateway's own. */
const RESERVED = 'onereel';

/** What is wrong with a name and what to write instead; `undefined` when it can be used. */
export function nameProblem(name: string): string | undefined {
  if (name.startsWith(PREFIX)) {
    return `Leave "${PREFIX}" out, it is added: ${example(name.slice(PREFIX.length))}`;
  }
  if (!FORM.test(name)) {
    return `"${name}" cannot be a provider id: use small letters, digits and single hyphens, starting with a letter: ${example(name)}`;
  }
  if (name.length > LONGEST) return `"${name}" is too long for a provider id: at most ${LONGEST} characters.`;
  if (name === RESERVED) return `"${name}" is the gateway's own name. Use the name of the vendor.`;
  return undefined;
}

const example = (name: string): string => `create-provider ${kebab(name) || 'acme'}`;

const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');

export function providerNames(id: string): ProviderNames {
  const words = id.split('-').map((word) => word[0].toUpperCase() + word.slice(1));
  return {
    id,
    type: words.join(''),
    constant: id.toUpperCase().replaceAll('-', '_'),
    title: words.join(' '),
  };
}

/** A text or path of the template, which is written for a provider called `echo`, for another one. */
export const renamed = (text: string, names: ProviderNames): string =>
  text
    .replace(/\bEcho\b/g, names.title)
    .replaceAll('Echo', names.type)
    .replaceAll('ECHO', names.constant)
    .replaceAll('echo', names.id);
