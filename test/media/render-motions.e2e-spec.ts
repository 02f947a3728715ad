import { motionAt } from '../../libs/capcut-draft/src/plan/motion';
import { recipeOf } from '../../libs/capcut-draft/src/plan/motion-table';
import type { Motion } from '../../libs/capcut-draft/src/timeline/timeline';
import { clip, DraftKit } from './kit/draft-kit';
import { oneOfEach } from './kit/one-of-each';
import { Frames, RenderKit } from './kit/render-kit';

const CANVAS = { width: 320, height: 180 };
/** Of the white square, pixels: small enough to stay inside while it grows and turns where it stands. */
const SIDE = 72;
const LENGTH = 30;
const MOTION = 20;
const LOOKED_AT = [0, 1, 4, 9, 14, 18, 19, 21, 26, 29];

jest.setTimeout(120_000);
const kit = new RenderKit();
beforeAll(async () => {
  await kit.make('square.png', '-f', 'lavfi', '-i', 'color=white:s=90x90', '-frames:v', '1');
  await kit.make('square.mp4', '-f', 'lavfi', '-i', 'color=white:s=90x90:r=30:d=2', '-pix_fmt', 'yuv420p');
});
afterAll(() => kit.cleanup());

/** One named animation for every way in which a phase is drawn. */
function animations(phase: 'in' | 'out' | 'group'): Motion[] {
  const kind = ({ in: 'in', out: 'out', group: 'combo' } as const)[phase];
  const motion = (resourceId: string, name: string): Motion => ({
    phase,
    frames: phase === 'group' ? LENGTH : MOTION,
    resourceId,
    name,
  });
  return oneOfEach(`clip-animations-${kind}`, (id, name) => recipeOf(motion(id, name), false).label).map(
    ({ resourceId, name }) => motion(resourceId, name),
  );
}

/** Light that a white square gives, in pixels, when what is outside the canvas is cut off; almost black counts as black. */
function lightOf(motion: Motion, at: number): number {
  const { x, y, scaleX, scaleY, rotation, alpha } = motionAt([motion], at, LENGTH);
  if (alpha < 0.1) return 0;
  const [width, height] = [SIDE * scaleX, SIDE * scaleY];
  if (rotation % 360 !== 0) return width * height * alpha;
  const inside = (size: number, shift: number, canvas: number): number =>
    Math.max(0, Math.min(size / 2 + shift, canvas / 2) - Math.max(-size / 2 + shift, -canvas / 2));
  return (
    inside(width, (x * CANVAS.width) / 2, CANVAS.width) *
    inside(height, (y * CANVAS.height) / 2, CANVAS.height) *
    alpha
  );
}

describe.each(['square.png', 'square.mp4'])('%s', (path) => {
  it.each(['in', 'out', 'group'] as const)(
    'is as large and as bright as each animation (%s) makes it',
    async (phase) => {
      const draft = new DraftKit(CANVAS.width, CANVAS.height);
      const material = path.endsWith('png') ? draft.photo(path) : draft.video(path);
      const track = draft.track('video');
      const motions = animations(phase);
      expect(motions.length).toBeGreaterThan(3);
      for (const [index, { name, resourceId, frames }] of motions.entries()) {
        const entry = {
          type: phase,
          name,
          resource_id: resourceId,
          duration: Math.round((frames * 1e6) / 30),
        };
        track.add(material, index, 1, {
          ...clip({ scale: { x: 0.4, y: 0.4 } }),
          source_timerange: { start: 0, duration: 1_000_000 },
          extra_material_refs: [draft.material('material_animations', { animations: [entry] })],
        });
      }
      const frames = await Frames.of((await kit.render(draft.build())).file);
      const wrong = motions.flatMap((motion, index) =>
        LOOKED_AT.flatMap((at) => {
          const expected = lightOf(motion, at);
          const got = frames.blob(index * LENGTH + at).area;
          const near = Math.abs(got - expected) <= 40 + 0.05 * expected;
          return near
            ? []
            : [`${recipeOf(motion, false).label} "${motion.name}" ${at}: ${got} for ${expected}`];
        }),
      );
      expect(wrong).toEqual([]);
    },
  );
});
