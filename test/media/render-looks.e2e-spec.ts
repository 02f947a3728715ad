import { mkdirSync, writeFileSync } from 'node:fs';
import { DraftKit } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);
const kit = new RenderKit();
afterAll(() => kit.cleanup());

type Color = readonly [number, number, number];
/** Not linear, and every component depends on another one. */
const look = ([r, g, b]: Color): Color => [g ** 2, 1 - r, (b + r) / 2];
const PATCHES: readonly Color[] = [
  [0.2, 0.4, 0.6],
  [0.8, 0.2, 0.4],
  [1, 1, 1],
  [0, 0, 0],
];
/** A cube of 16 steps: every patch lies on one of its colors. */
function cube(): string {
  const rows = ['LUT_3D_SIZE 16'];
  for (let b = 0; b < 16; b += 1)
    for (let g = 0; g < 16; g += 1)
      for (let r = 0; r < 16; r += 1) rows.push(look([r / 15, g / 15, b / 15]).join(' '));
  return rows.join('\n');
}

/** The same look as a picture of 8×8 squares of 64². */
async function picture(name: string): Promise<void> {
  const bytes = Buffer.alloc(512 * 512 * 3);
  for (let y = 0; y < 512; y += 1)
    for (let x = 0; x < 512; x += 1) {
      const color = look([(x % 64) / 63, (y % 64) / 63, ((y >> 6) * 8 + (x >> 6)) / 63]);
      bytes.set(
        color.map((value) => Math.round(255 * value)),
        3 * (512 * y + x),
      );
    }
  writeFileSync(kit.at('raw.rgb'), bytes);
  await kit.make(name, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-s', '512x512', '-i', kit.at('raw.rgb'));
}

beforeAll(async () => {
  const boxes = PATCHES.map(([r, g, b], index) => {
    const color = [r, g, b].map((value) =>
      Math.round(255 * value)
        .toString(16)
        .padStart(2, '0'),
    );
    return `drawbox=x=${80 * index}:y=0:w=80:h=180:color=0x${color.join('')}:t=fill`;
  });
  const source = `color=black:s=320x180,format=gbrp,${boxes.join(',')}`;
  await kit.make('patches.png', '-f', 'lavfi', '-i', source, '-frames:v', '1', '-pix_fmt', 'rgb24');
  writeFileSync(kit.at('look.cube'), cube());
  writeFileSync(kit.at('broken.cube'), 'LUT_3D_SIZE 16\n0 0 0\n');
  await picture('look.png');
  mkdirSync(kit.at('package'));
  writeFileSync(kit.at('package/config.json'), '{}');
  await picture('package/filter_lut.png');
});

/** The patches side by side under a filter. */
async function film(path: string, value: number, lutFiles?: Record<string, string>) {
  const draft = new DraftKit();
  const filter = { type: 'filter', name: 'Nameless', resource_id: '7000000000000000001', path, value };
  const refs = [draft.material('effects', filter)];
  draft.track('video').add(draft.photo('patches.png'), 0, 0.1, { extra_material_refs: refs });
  const result = await kit.render(draft.build(), { crf: 1, lutFiles });
  const frames = await Frames.of(result.file);
  return { patch: (index: number) => frames.pixel(1, 80 * index + 40, 90), rows: result.report.rows };
}

describe('filters with a color table', () => {
  it.each([
    ['a .cube file', 'look.cube', 1],
    ['a .cube file at 40 %', 'look.cube', 0.4],
    ['a picture of 512×512 at 70 %', 'look.png', 0.7],
    ['a package folder', 'package', 1],
  ])('show its colors: %s', async (_name, path, amount) => {
    const { patch, rows } = await film(path, amount);
    PATCHES.forEach((color, index) => {
      const out = look(color);
      patch(index).forEach((value, channel) => {
        const expected = 255 * ((1 - amount) * color[channel] + amount * out[channel]);
        expect(Math.abs(value - expected)).toBeLessThanOrEqual(3);
      });
    });
    expect(rows.filter((row) => row.construct === 'filter').map((row) => row.grade)).toEqual(['exact']);
  });

  it('take the table given for their resource id, and only for that', async () => {
    const given = await film('', 1, { '7000000000000000001': kit.at('look.cube') });
    expect(Math.abs(given.patch(0)[1] - 255 * 0.8)).toBeLessThanOrEqual(3);
    const other = await film('', 1, { '7000000000000000002': kit.at('look.cube') });
    expect(Math.abs(other.patch(0)[1] - 255 * 0.4)).toBeLessThanOrEqual(3);
    expect(other.rows).toContainEqual(expect.objectContaining({ construct: 'filter', grade: 'skipped' }));
  });

  it('leave the picture alone and say why when the table cannot be read', async () => {
    const { patch, rows } = await film('broken.cube', 1);
    expect(Math.abs(patch(0)[1] - 255 * 0.4)).toBeLessThanOrEqual(3);
    expect(rows.find((row) => row.construct === 'color table')?.note).toContain('4096 colors are announced');
  });

  it('lie over everything below on a track of their own', async () => {
    const draft = new DraftKit();
    draft.track('video').add(draft.photo('patches.png'), 0, 0.4);
    const filter = draft.material('effects', {
      type: 'filter',
      name: 'Nameless',
      path: 'look.cube',
      value: 1,
    });
    draft.track('filter').add(filter, 0.2, 0.2);
    const frames = await Frames.of((await kit.render(draft.build(), { crf: 1 })).file);
    expect(Math.abs(frames.pixel(3, 40, 90)[1] - 255 * 0.4)).toBeLessThanOrEqual(3);
    expect(Math.abs(frames.pixel(9, 40, 90)[1] - 255 * 0.8)).toBeLessThanOrEqual(3);
  });
});
