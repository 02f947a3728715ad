import { DraftKit } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);
const kit = new RenderKit();
afterAll(() => kit.cleanup());

const [WIDTH, HEIGHT] = [320, 180];
/** Frames before and of the transition, which lies half on each side of the cut. */
const [BEFORE, LENGTH] = [15, 30];

interface Film {
  readonly frames: Frames;
  readonly grades: readonly string[];
}

/** White gives way to black. */
async function film(resource_id: string): Promise<Film> {
  const draft = new DraftKit(WIDTH, HEIGHT);
  const [white, black] = ['#ffffff', '#000000'].map((color) => draft.color(color));
  const transition = draft.material('transitions', { name: '', resource_id, duration: 1_000_000 });
  const track = draft.track('video');
  track.add(white.material, 0, 1, { extra_material_refs: [...white.refs, transition] });
  track.add(black.material, 1, 1, { extra_material_refs: black.refs });
  const { file, report } = await kit.render(draft.build(), { crf: 1 });
  const rows = report.rows.filter(({ construct }) => construct === 'transition');
  return { frames: await Frames.of(file), grades: rows.map(({ grade }) => grade) };
}

/** How much of the old clip is left in a pixel, 0–1. */
const left = ({ frames }: Film, n: number, x: number, y: number): number =>
  frames.pixel(BEFORE + n, Math.round(x), Math.round(y))[1] / 255;

describe('transitions with an edge', () => {
  // Where the new clip is when a part of the time has passed, from 0 to 1 along the axis.
  it.each<[name: string, id: string, axis: 'x' | 'y', from: 'start' | 'end']>([
    ['slide left', '6726711499676455435', 'x', 'end'],
    ['slide right', '6726711296063967748', 'x', 'start'],
    ['slide up', '6724846395116753416', 'y', 'end'],
    ['slide down', '6724849276100284942', 'y', 'start'],
    ['wipe right', '6724849898857959950', 'x', 'start'],
    ['wipe left', '6724849999336706573', 'x', 'end'],
    ['wipe up', '6724849456891564557', 'y', 'end'],
    ['wipe down', '6724849752921346573', 'y', 'start'],
  ])('%s is where it should be in every frame', async (_name, id, axis, from) => {
    const made = await film(id);
    const side = axis === 'x' ? WIDTH : HEIGHT;
    for (let n = 0; n <= LENGTH; n += 1) {
      const edge = side * (from === 'start' ? n / LENGTH : 1 - n / LENGTH);
      for (const [at, old] of [
        [edge - 3, from === 'end'],
        [edge + 3, from === 'start'],
      ] as const) {
        if (at < 0 || at >= side) continue;
        const [x, y] = axis === 'x' ? [at, 90] : [160, at];
        expect(Math.abs(left(made, n, x, y) - Number(old))).toBeLessThan(0.08);
      }
    }
    expect(made.grades).toEqual(['near']);
  });

  it.each<[name: string, id: string, axis: 'x' | 'y']>([
    ['to the sides', '6724492948144132621', 'x'],
    ['up and down', '6726711903684399619', 'y'],
  ])('opens %s, softly and evenly', async (_name, id, axis) => {
    const made = await film(id);
    const at = (n: number, along: number): number =>
      axis === 'x' ? left(made, n, WIDTH * along, 90) : left(made, n, 160, HEIGHT * along);
    for (const n of [12, 15, 18]) {
      // Distance of the half-clear edge from the middle, in half sides.
      const reach = (2 * n) / LENGTH - 0.5;
      for (const sign of [-1, 1]) expect(Math.abs(at(n, 0.5 + (sign * reach) / 2) - 0.5)).toBeLessThan(0.06);
    }
    expect([at(15, 0.5) < 0.05, at(15, 0.02) > 0.95, at(15, 0.98) > 0.95]).toEqual([true, true, true]);
    expect(made.grades).toEqual(['near']);
  });

  it('opens as a circle about the middle', async () => {
    const made = await film('6725767129519362573');
    const corner = Math.hypot(WIDTH / 2, HEIGHT / 2);
    for (const angle of [0, 0.4, 1.2, 2.5, 4])
      for (const n of [12, 14, 15]) {
        const radius = corner * (0.5 + 3 * (n / LENGTH - 0.5));
        const [x, y] = [WIDTH / 2 + radius * Math.cos(angle), HEIGHT / 2 + radius * Math.sin(angle)];
        if (y > 0 && y < HEIGHT) expect(Math.abs(left(made, n, x, y) - 0.5)).toBeLessThan(0.06);
      }
    expect([left(made, 8, 2, 2) > 0.95, left(made, 15, 160, 90) < 0.05]).toEqual([true, true]);
    expect(made.grades).toEqual(['near']);
  });

  it('turns as the hand of a clock, from twelve', async () => {
    const made = await film('6851775006418932238');
    /** A place by the hour. */
    const at = (n: number, hour: number): number => {
      const angle = ((hour - 3) / 12) * 2 * Math.PI;
      return left(made, n, WIDTH / 2 + 70 * Math.cos(angle), HEIGHT / 2 + 70 * Math.sin(angle));
    };
    // A soft edge of two hours; half of it is reached at five when half of the time has passed.
    for (const n of [8, 12, 15, 18, 22]) {
      const hour = 5.05 + (n - 15) / 2;
      expect([at(n, hour - 1.3) < 0.1, at(n, hour + 1.3) > 0.9]).toEqual([true, true]);
      expect(Math.abs(at(n, hour) - 0.5)).toBeLessThan(0.06);
    }
    expect(made.grades).toEqual(['near']);
  });
});
