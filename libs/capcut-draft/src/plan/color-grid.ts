/** A color table: colors out for evenly spaced colors in, red fastest. Components 0–1. */
export interface ColorGrid {
  /** 3 = a cube of `size`³ colors; 1 = a curve per component, `size` colors. */
  readonly dimensions: 1 | 3;
  readonly size: number;
  /** Three components per color. */
  readonly values: Float32Array;
  /** Components of the first and the last color in. */
  readonly domain: { readonly min: Triple; readonly max: Triple };
}

type Triple = readonly [number, number, number];

/** A file that is no color table, or one beyond the limits. */
export class ColorGridError extends Error {}

export const GRID_LIMITS = { cube: 129, curve: 65_536 };
const UNIT: ColorGrid['domain'] = { min: [0, 0, 0], max: [1, 1, 1] };

/** Reads the text of a `.cube` file (Adobe Cube LUT 1.0). @throws ColorGridError */
export function parseCube(text: string): ColorGrid {
  const { header, values } = readLines(text);
  const dimensions = header.has('LUT_3D_SIZE') ? 3 : 1;
  const size = sizeOf(header, dimensions);
  if (values.length !== 3 * size ** dimensions)
    throw new ColorGridError(`${size ** dimensions} colors are announced, ${values.length / 3} are there`);
  if (!values.every(Number.isFinite)) throw new ColorGridError('a color holds something that is no number');
  return { dimensions, size, values: Float32Array.from(values), domain: domainOf(header) };
}

type Header = ReadonlyMap<string, readonly string[]>;

function readLines(text: string): { header: Header; values: readonly number[] } {
  const header = new Map<string, readonly string[]>();
  const values: number[] = [];
  for (const line of text.split(/\r\n?|\n/)) {
    const words = line.replace(/#.*/, '').trim().split(/\s+/);
    if (words[0] === '') continue;
    if (KEYWORD.test(words[0])) header.set(words[0].toUpperCase(), words.slice(1));
    else if (words.length === 3) values.push(...words.map(Number));
    else throw new ColorGridError(`"${line.trim().slice(0, 40)}" is no color: three numbers are expected`);
  }
  return { header, values };
}

const KEYWORD = /^(?!nan|inf)[a-z]/i;

function sizeOf(header: Header, dimensions: 1 | 3): number {
  const size = Number(header.get(`LUT_${dimensions}D_SIZE`)?.[0]);
  const most = dimensions === 3 ? GRID_LIMITS.cube : GRID_LIMITS.curve;
  if (!Number.isInteger(size) || size < 2 || size > most)
    throw new ColorGridError(`LUT_${dimensions}D_SIZE must be 2 to ${most}`);
  return size;
}

function domainOf(header: Header): ColorGrid['domain'] {
  const min = triple(header.get('DOMAIN_MIN')) ?? UNIT.min;
  const max = triple(header.get('DOMAIN_MAX')) ?? UNIT.max;
  if (min.some((low, index) => low >= max[index]))
    throw new ColorGridError('DOMAIN_MIN must be below DOMAIN_MAX');
  return { min, max };
}

function triple(words: readonly string[] | undefined): Triple | undefined {
  const [a, b, c] = (words ?? []).map(Number);
  return [a, b, c].every(Number.isFinite) ? [a, b, c] : undefined;
}

/** Where the pixel of a color in lies: by red, green and blue index. */
type Layout = (r: number, g: number, b: number) => number;

/**
 * Reads a color table drawn as a picture, 8-bit RGB: squares of one blue each, in rows (512×512 holds 8×8 squares of 64²)
 * or in one strip (17³ is 289×17); or the continuous order of a Hald CLUT. The order that lies nearer to the untouched
 * colors is taken.
 *
 * @throws ColorGridError
 */
export function gridOfPicture(pixels: Buffer, width: number, height: number): ColorGrid {
  const size = Math.round(Math.cbrt(width * height));
  if (size < 2 || size > GRID_LIMITS.cube || size ** 3 !== width * height || width % size !== 0)
    throw new ColorGridError(`a picture of ${width}×${height} holds no color cube`);
  const across = width / size;
  const layouts: Layout[] = [
    (r, g, b) => (Math.floor(b / across) * size + g) * width + (b % across) * size + r,
    (r, g, b) => r + size * (g + size * b),
  ];
  const [nearest] = layouts
    .map((layout) => read(pixels, size, layout))
    .sort((a, b) => distanceFromIdentity(a) - distanceFromIdentity(b));
  return nearest;
}

function read(pixels: Buffer, size: number, layout: Layout): ColorGrid {
  const values = new Float32Array(3 * size ** 3);
  let at = 0;
  for (let b = 0; b < size; b += 1)
    for (let g = 0; g < size; g += 1)
      for (let r = 0; r < size; r += 1)
        for (let channel = 0; channel < 3; channel += 1)
          values[at++] = pixels[3 * layout(r, g, b) + channel] / 255;
  return { dimensions: 3, size, values, domain: UNIT };
}

/** Sum of the differences between the colors out and the colors in. */
function distanceFromIdentity(grid: ColorGrid): number {
  let sum = 0;
  for (let index = 0; index < grid.values.length / 3; index += 1)
    for (let channel = 0; channel < 3; channel += 1)
      sum += Math.abs(grid.values[3 * index + channel] - colorIn(grid, index, channel));
  return sum;
}

function colorIn({ dimensions, size, domain }: ColorGrid, index: number, channel: number): number {
  const step = dimensions === 1 ? index : Math.floor(index / size ** channel) % size;
  return domain.min[channel] + ((domain.max[channel] - domain.min[channel]) * step) / (size - 1);
}

/** The table as `.cube` text, mixed with the untouched color: `(1 − amount)·in + amount·out`, exact between the grid's colors too. */
export function gridCubeText(grid: ColorGrid, amount: number): string {
  const rows = [
    `LUT_${grid.dimensions}D_SIZE ${grid.size}`,
    `DOMAIN_MIN ${grid.domain.min.join(' ')}`,
    `DOMAIN_MAX ${grid.domain.max.join(' ')}`,
  ];
  for (let index = 0; index < grid.values.length / 3; index += 1) {
    const mix = (channel: number): string =>
      ((1 - amount) * colorIn(grid, index, channel) + amount * grid.values[3 * index + channel]).toFixed(6);
    rows.push(`${mix(0)} ${mix(1)} ${mix(2)}`);
  }
  return `${rows.join('\n')}\n`;
}
