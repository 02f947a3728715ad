import { listEntries } from '../../../libs/capcut-draft/src/catalogues/effect-catalogue';

export interface Named {
  /** How it is drawn. */
  readonly label: string;
  readonly name: string;
  readonly resourceId: string;
}

/** One entry of a catalogue for every way in which its entries are drawn; entries without a label are left out. */
export function oneOfEach(
  kind: Parameters<typeof listEntries>[0],
  labelOf: (resourceId: string, name: string) => string | undefined,
): Named[] {
  const found = new Map<string, Named>();
  for (const {
    resourceId,
    names: [name],
  } of listEntries(kind).entries) {
    const label = labelOf(resourceId, name);
    if (label !== undefined && !found.has(label)) found.set(label, { label, name, resourceId });
  }
  return [...found.values()];
}
