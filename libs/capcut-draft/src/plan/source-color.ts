import type { MediaFacts } from '@onereel/core/media';

const MATRICES: Readonly<Record<string, string>> = {
  bt709: 'bt709',
  smpte170m: 'bt601',
  bt470bg: 'bt601',
  fcc: 'fcc',
  smpte240m: 'smpte240m',
  bt2020nc: 'bt2020',
  bt2020c: 'bt2020',
};
const SD_LINES = 576;

/** Options of the scale filter that say how the source codes its colors; untagged files are guessed by size, as players do. */
export function sourceColorOptions(facts: MediaFacts): string {
  const { video } = facts;
  if (!video || isRgb(video.pixelFormat)) return '';
  const guessed = video.height > SD_LINES ? 'bt709' : 'bt601';
  const matrix = MATRICES[video.colorSpace ?? ''] ?? guessed;
  const full = video.colorRange === 'pc' || video.pixelFormat.startsWith('yuvj');
  return `:in_color_matrix=${matrix}:in_range=${full ? 'pc' : 'tv'}`;
}

/** Filters that bring high dynamic range down to what the output can show. */
export function toneMapping(facts: MediaFacts): string[] {
  const transfer = facts.video?.colorTransfer;
  if (transfer !== 'smpte2084' && transfer !== 'arib-std-b67') return [];
  return [
    'zscale=t=linear:npl=100',
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p',
  ];
}

export const isHdr = (facts: MediaFacts): boolean => toneMapping(facts).length > 0;

export function isRgb(pixelFormat: string): boolean {
  return /^(rgb|bgr|gbr|argb|abgr|0rgb|0bgr|pal8|gray|ya|mono)/.test(pixelFormat);
}
