import { GlobalFonts } from '@napi-rs/canvas';

/** Own family names: what other packages registered or the system has must not change the picture. */
const FAMILIES: readonly (readonly [family: string, file: string])[] = [
  ['OneReel Sandbox Sans', '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'],
  ['OneReel Sandbox Sans', '@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf'],
  ['OneReel Sandbox Arabic', '@expo-google-fonts/noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf'],
  ['OneReel Sandbox Arabic', '@expo-google-fonts/noto-sans-arabic/500Medium/NotoSansArabic_500Medium.ttf'],
  ['OneReel Sandbox Emoji', '@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf'],
];

let registered = false;

/** The CSS font of a size and weight; scripts without a bundled font fall back to what the system has. */
export function fontOf(pixels: number, weight: 500 | 700): string {
  if (!registered) {
    for (const [family, file] of FAMILIES) GlobalFonts.registerFromPath(require.resolve(file), family);
    registered = true;
  }
  const families = [...new Set(FAMILIES.map(([family]) => `"${family}"`))].join(', ');
  return `${weight} ${pixels.toFixed(2)}px ${families}, sans-serif`;
}
