/** Colors as `#rrggbb`: two for the ground, three for the lights that drift over it, one for small accents. */
export interface Palette {
  readonly name: string;
  readonly ground: readonly [string, string];
  readonly lights: readonly [string, string, string];
  readonly accent: string;
}

/** Dark enough everywhere for white text (contrast at least 4.5 : 1 after the vignette). */
export const PALETTES: readonly Palette[] = [
  {
    name: 'dusk',
    ground: ['#1a1446', '#3b1260'],
    lights: ['#d1366f', '#5b2bc9', '#f0803c'],
    accent: '#ffb38a',
  },
  {
    name: 'lagoon',
    ground: ['#06283d', '#0b3f55'],
    lights: ['#12808c', '#2350b8', '#2ba87a'],
    accent: '#7df0d0',
  },
  {
    name: 'ember',
    ground: ['#2b0d17', '#4a1420'],
    lights: ['#c2402a', '#8a1f4f', '#d98324'],
    accent: '#ffcf8a',
  },
  {
    name: 'aurora',
    ground: ['#071a2c', '#102b46'],
    lights: ['#1f9a76', '#4036b5', '#2f86c4'],
    accent: '#9df5c3',
  },
  {
    name: 'orchid',
    ground: ['#250d35', '#3c1450'],
    lights: ['#a32f9a', '#4a3bd0', '#d8537f'],
    accent: '#f7b6e6',
  },
  {
    name: 'forest',
    ground: ['#0b2a22', '#123a2c'],
    lights: ['#2f8f4e', '#0f6a78', '#92942c'],
    accent: '#d5f08a',
  },
  {
    name: 'ink',
    ground: ['#0d1b3d', '#16244f'],
    lights: ['#2c5ed6', '#6a35b5', '#1b8fb5'],
    accent: '#9cc6ff',
  },
  {
    name: 'terracotta',
    ground: ['#2c1a1d', '#43262a'],
    lights: ['#b5533a', '#6b3a63', '#b98a4a'],
    accent: '#ffd3ae',
  },
];

export const paletteFor = (seed: number): Palette => PALETTES[(seed >>> 0) % PALETTES.length];
