import { GlobalFonts } from '@napi-rs/canvas';
import { basename, extname } from 'node:path';

/** A font as a film names it. */
export interface FontRequest {
  readonly path: string;
  readonly name: string;
  readonly bold: boolean;
  /** Quotation marks and dots as wide as a Chinese character, not as narrow as Latin ones. */
  readonly wide: boolean;
}

export interface ChosenFont {
  /** Families in CSS order: the chosen one, then the bundled ones for missing glyphs. */
  readonly families: string;
  readonly weight: 'normal' | 'bold';
  /** Name the film asked for, when another font stands in for it. */
  readonly substitutedFor?: string;
}

const REGULAR = 'OneReel Sans';
const BOLD = 'OneReel Sans Bold';

/** Families of the bundled fonts; a letter comes from the first that has it. Own names, so that what the system has changes nothing. */
const BUNDLED: readonly {
  readonly regular: string;
  readonly bold: string;
  readonly files: readonly string[];
}[] = [
  scripts(REGULAR, BOLD, 'noto-sans-sc', 'NotoSansSC'),
  scripts('OneReel Korean', 'OneReel Korean Bold', 'noto-sans-kr', 'NotoSansKR'),
  scripts('OneReel Arabic', 'OneReel Arabic Bold', 'noto-sans-arabic', 'NotoSansArabic'),
  scripts('OneReel Hebrew', 'OneReel Hebrew Bold', 'noto-sans-hebrew', 'NotoSansHebrew'),
  scripts('OneReel Devanagari', 'OneReel Devanagari Bold', 'noto-sans-devanagari', 'NotoSansDevanagari'),
  scripts('OneReel Thai', 'OneReel Thai Bold', 'noto-sans-thai', 'NotoSansThai'),
  {
    ...{ regular: 'OneReel Emoji', bold: 'OneReel Emoji' },
    files: ['@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf'],
  },
];

function scripts(regular: string, bold: string, folder: string, file: string): (typeof BUNDLED)[number] {
  const at = (weight: string): string => `@expo-google-fonts/${folder}/${weight}/${file}_${weight}.ttf`;
  return { regular, bold, files: [at('500Medium'), at('700Bold')] };
}

/** Names that mean "the application's own font": nothing is lost by drawing ours. */
const STUBS = /^([a-z]:|\/)?$/i;

let bundledRegistered = false;

function registerBundled(): void {
  if (bundledRegistered) return;
  bundledRegistered = true;
  for (const { regular, bold, files } of BUNDLED)
    files.forEach((file, weight) =>
      GlobalFonts.registerFromPath(require.resolve(file), weight === 0 ? regular : bold),
    );
}

/** CSS list of the bundled families. The Chinese and the Korean one have the same Latin letters, but marks of their own width. */
function bundledFamilies(bold: boolean, wide: boolean): string {
  const [chinese, korean, ...others] = BUNDLED;
  const order = wide ? [chinese, korean, ...others] : [korean, chinese, ...others];
  return order.map((family) => `"${bold ? family.bold : family.regular}"`).join(', ');
}

/** Finds installed families for the fonts a film names; whatever is missing is drawn with the bundled Noto fonts. */
export class FontBook {
  private readonly families: Map<string, string>;
  private readonly chosen = new Map<string, ChosenFont>();

  /** @param fontDirectories folders with further font files, absolute paths */
  constructor(fontDirectories: readonly string[] = []) {
    registerBundled();
    for (const directory of fontDirectories) GlobalFonts.loadFontsFromDir(directory);
    this.families = new Map(GlobalFonts.families.map(({ family }) => [normalize(family), family]));
  }

  choose(request: FontRequest): ChosenFont {
    const key = JSON.stringify(request);
    const known = this.chosen.get(key);
    if (known) return known;
    const font = this.find(request);
    this.chosen.set(key, font);
    return font;
  }

  private find({ path, name, bold, wide }: FontRequest): ChosenFont {
    const fallback = bundledFamilies(bold, wide);
    const stem = basename(path.replaceAll('\\', '/'), extname(path));
    for (const candidate of [stem, name]) {
      const family = candidate === '' ? undefined : this.families.get(normalize(candidate));
      if (family) return { families: `"${family}", ${fallback}`, weight: bold ? 'bold' : 'normal' };
    }
    const wanted = name || (STUBS.test(path) ? '' : stem);
    return { families: fallback, weight: 'normal', ...(wanted ? { substitutedFor: wanted } : {}) };
  }
}

/** `NotoSansSC-Bold` and `Noto Sans SC` name one family. */
function normalize(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_](regular|bold|medium|light|black|italic)$/i, '')
    .replace(/[\s_-]/g, '');
}
