import { ChoiceField, TextField, WholeField } from '../fields/field-decorators';

/** What all catalogue lists take. */
export class CapcutMateCatalogueBody {
  @ChoiceField({ about: '0 all, 1 paid only, 2 free only.', values: [0, 1, 2], default: 0 })
  mode!: number;

  @TextField({ about: 'Part of a name in either brand.', maxLength: 200 })
  search?: string;

  @WholeField({ about: 'Skip this many.', default: 0, min: 0 })
  offset!: number;

  @WholeField({ about: 'At most this many; absent: all.', min: 1, max: 10_000 })
  limit?: number;
}

export class CapcutMateAnimationsBody extends CapcutMateCatalogueBody {
  @ChoiceField({ about: 'Kind of animation; absent: all.', values: ['in', 'out', 'loop'] })
  type?: string;
}

export const LISTED_KINDS = [
  'transitions',
  'masks',
  'blend-modes',
  'fonts',
  'scene-effects',
  'character-effects',
  'audio-effects',
  'audio-tones',
  'speech-to-song',
  'clip-animations-in',
  'clip-animations-out',
  'clip-animations-combo',
  'text-animations-in',
  'text-animations-out',
  'text-animations-loop',
  'filters',
  'word-art',
] as const;

export class CapcutMateAnyCatalogueBody extends CapcutMateCatalogueBody {
  @ChoiceField({ about: 'Kind of entry.', values: LISTED_KINDS, required: true })
  kind!: string;
}

export class CapcutMateStickerSearchBody {
  @TextField({ about: 'Part of a title.', required: true, maxLength: 200 })
  keyword!: string;
}
