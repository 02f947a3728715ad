import { motionAt } from '../../libs/capcut-draft/src/plan/motion';
import { recipeOf } from '../../libs/capcut-draft/src/plan/motion-table';
import type { Motion } from '../../libs/capcut-draft/src/timeline/timeline';
import { clip, DraftKit } from './kit/draft-kit';
import { oneOfEach } from './kit/one-of-each';
import { Frames, RenderKit } from './kit/render-kit';

const CANVAS = { width: 640, height: 360 };
const LENGTH = 30;
const MOTION = 20;
const LETTERS = 4;
const LOOKED_AT = [0, 1, 4, 9, 14, 18, 19, 21, 26, 29];
const FAINT = 0.2;
/** Frame of a caption that stands still, after all the others. */
const AT_REST = 15;

jest.setTimeout(120_000);
const kit = new RenderKit();
afterAll(() => kit.cleanup());

/** One named animation for every way in which a phase is drawn. */
function animations(phase: 'in' | 'out' | 'loop'): Motion[] {
  const motion = (resourceId: string, name: string): Motion => ({ phase, frames: MOTION, resourceId, name });
  return oneOfEach(`text-animations-${phase}`, (id, name) => recipeOf(motion(id, name), true).label).map(
    ({ resourceId, name }) => motion(resourceId, name),
  );
}

/** About the middle of the text, which is not the middle of its ink. */
function turned([x, y]: readonly [number, number], degrees: number): [number, number] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [x * cos - y * sin, x * sin + y * cos];
}

describe.each(['in', 'out', 'loop'] as const)('animations of text, %s', (phase) => {
  it('are as large, as bright and where their recipes say', async () => {
    const draft = new DraftKit(CANVAS.width, CANVAS.height);
    const material = draft.text('H'.repeat(LETTERS), { size: 14 });
    const track = draft.track('text');
    const motions = animations(phase);
    expect(motions.length).toBeGreaterThan(3);
    for (const [index, { name, resourceId, frames }] of motions.entries()) {
      const entry = { type: phase, name, resource_id: resourceId, duration: Math.round((frames * 1e6) / 30) };
      track.add(material, index, 1, {
        ...clip(),
        extra_material_refs: [draft.material('material_animations', { animations: [entry] })],
      });
    }
    track.add(material, motions.length, 1, clip());
    const frames = await Frames.of((await kit.render(draft.build())).file);
    const rest = frames.blob(motions.length * LENGTH + AT_REST);
    expect(rest.area).toBeGreaterThan(1000);
    const wrong = motions.flatMap((motion, index) =>
      LOOKED_AT.flatMap((at) => {
        const offset = motionAt([motion], at, LENGTH, true);
        const { x, y, scaleX, scaleY, alpha, reveal, blur } = offset;
        // Faint pixels count as black.
        if (blur * CANVAS.height > 0.5 || (alpha > 0 && alpha < FAINT)) return [];
        const letters = Math.floor(reveal * LETTERS + 1e-6) / LETTERS;
        const expected = rest.area * scaleX * scaleY * alpha * letters;
        const got = frames.blob(index * LENGTH + at);
        const [inkX, inkY] = turned(
          [(rest.x - CANVAS.width / 2) * scaleX, (rest.y - CANVAS.height / 2) * scaleY],
          offset.rotation,
        );
        const [offX, offY] = [
          got.x - CANVAS.width / 2 - (x * CANVAS.width) / 2 - inkX,
          got.y - CANVAS.height / 2 + (y * CANVAS.height) / 2 - inkY,
        ];
        const placed = expected < 100 || letters < 1 || Math.hypot(offX, offY) < 2;
        const near = Math.abs(got.area - expected) <= 40 + 0.08 * expected && placed;
        const off = `${Math.round(got.area)} for ${Math.round(expected)}, off by ${offX.toFixed(1)}, ${offY.toFixed(1)}`;
        return near ? [] : [`${recipeOf(motion, true).label} "${motion.name}" ${at}: ${off}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
