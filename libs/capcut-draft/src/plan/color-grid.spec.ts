import { ColorGridError, gridCubeText, gridOfPicture, parseCube } from './color-grid';

const lines = (text: string): number[][] =>
  text
    .trim()
    .split('\n')
    .filter((line) => /^[\d-]/.test(line))
    .map((line) => line.split(' ').map(Number));

/** A picture of a cube whose colors out are the colors in with red and blue exchanged, in a given order. */
function picture(size: number, width: number, at: (r: number, g: number, b: number) => number): Buffer {
  const pixels = Buffer.alloc(3 * size ** 3);
  const byte = (step: number): number => Math.round((255 * step) / (size - 1));
  for (let b = 0; b < size; b += 1)
    for (let g = 0; g < size; g += 1)
      for (let r = 0; r < size; r += 1) pixels.set([byte(r) * 0.8, byte(g), byte(b) * 0.9], 3 * at(r, g, b));
  return pixels;
}

describe('a color table', () => {
  it('is read from text, with comments, a title and a domain', () => {
    const text =
      'TITLE "x"\n# made by hand\nLUT_1D_SIZE 3\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 2 2 2\n0 0 0\n.5 .25 1e-1\n1 1 1\n';
    const grid = parseCube(text);
    expect(grid).toMatchObject({ dimensions: 1, size: 3, domain: { max: [2, 2, 2] } });
    expect([...grid.values].map((value) => Number(value.toFixed(3)))).toEqual([
      0, 0, 0, 0.5, 0.25, 0.1, 1, 1, 1,
    ]);
  });

  it.each([
    ['LUT_3D_SIZE 2\n0 0 0\n', '8 colors are announced, 1 are there'],
    ['LUT_3D_SIZE 500\n', 'must be 2 to 129'],
    ['0 0 0\n', 'must be 2 to'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1\n', 'three numbers'],
    ['LUT_1D_SIZE 2\n0 0 0\n1 1 nan\n', 'no number'],
    ['LUT_1D_SIZE 2\nDOMAIN_MIN 1 1 1\n0 0 0\n1 1 1\n', 'below'],
  ])('is refused: %j', (text, reason) => {
    expect(() => parseCube(text)).toThrow(ColorGridError);
    expect(() => parseCube(text)).toThrow(reason);
  });

  it.each([
    [
      '8×8 squares of 64²',
      64,
      512,
      512,
      (r: number, g: number, b: number) => ((b >> 3) * 64 + g) * 512 + (b & 7) * 64 + r,
    ],
    ['the order of a Hald CLUT', 64, 512, 512, (r: number, g: number, b: number) => r + 64 * g + 4096 * b],
    ['a strip of 17 squares', 17, 289, 17, (r: number, g: number, b: number) => g * 289 + b * 17 + r],
  ] as const)('is read from a picture: %s', (_name, size, width, height, at) => {
    const grid = gridOfPicture(picture(size, width, at), width, height);
    expect(grid.size).toBe(size);
    const [r, g, b] = [size >> 1, size >> 2, size - 2];
    const index = 3 * (r + size * (g + size * b));
    [0.8 * r, g, 0.9 * b].forEach((step, channel) =>
      expect(Math.abs(grid.values[index + channel] - step / (size - 1))).toBeLessThan(1.5 / 255),
    );
  });

  it('is no picture of any other shape', () => {
    expect(() => gridOfPicture(Buffer.alloc(300), 10, 10)).toThrow('holds no color cube');
  });

  it('is mixed with the untouched color by its amount', () => {
    const grid = parseCube(`LUT_3D_SIZE 2\n${'1 0.5 0\n'.repeat(8)}`);
    expect(lines(gridCubeText(grid, 1))).toEqual(Array(8).fill([1, 0.5, 0]));
    expect(lines(gridCubeText(grid, 0))[6]).toEqual([0, 1, 1]);
    expect(lines(gridCubeText(grid, 0.25))[0]).toEqual([0.25, 0.125, 0]);
    expect(lines(gridCubeText(grid, 0.25))[7]).toEqual([1, 0.875, 0.75]);
  });
});
