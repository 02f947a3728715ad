import { GlobalFonts } from '@napi-rs/canvas';
import { basename, extname } from 'node:path';

/** A font as a film names it. */
export interface FontRequest {
  readonly path: string;
  readonly name: string;
  readonly bold: boolean;
}

export interface ChosenFont {
  /** Families in CSS order: the chosen one, then the fallback for missing glyphs. */
  readonly families: string;
  readonly weight: 'normal' | 'bold';
  /** Name the film asked for, when another font stands in for it. */
  readonly substitutedFor?: string;
}

const REGULAR = 'OneReel Sans';
const BOLD = 'OneReel Sans Bold';

/** Names that mean "the application's own font": nothing is lost by drawing ours. */
const STUBS = /^([a-z]:|\/)?$/i;

let bundledRegistered = false;

function registerBundled(): void {
  if (bundledRegistered) return;
  bundledRegistered = true;
  GlobalFonts.registerFromPath(
    require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'),
    REGULAR,
  );
  GlobalFonts.registerFromPath(
    require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
    BOLD,
  );
}

/** Finds installed families for the fonts a film names; whatever is missing is drawn with the bundled Noto Sans. */
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

  private find({ path, name, bold }: FontRequest): ChosenFont {
    const fallback = `"${bold ? BOLD : REGULAR}"`;
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
