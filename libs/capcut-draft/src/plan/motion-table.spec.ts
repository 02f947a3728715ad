import { listEntries } from '../catalogues/effect-catalogue';
import type { Motion } from '../timeline/timeline';
import { motionAt } from './motion';
import { recipeOf } from './motion-table';

const LENGTH = 60;

describe.each([
  ['clip-animations-combo', 'group', false],
  ['text-animations-loop', 'loop', true],
] as const)('%s', (kind, phase, text) => {
  it('never hides what it moves', () => {
    const { entries } = listEntries(kind);
    expect(entries.length).toBeGreaterThan(100);
    const hidden = entries.filter(({ resourceId, names: [name] }) => {
      const motion: Motion = { phase, frames: 30, resourceId, name };
      return Array.from({ length: LENGTH }, (_, at) => motionAt([motion], at, LENGTH, text)).some(
        ({ x, y, scaleX, scaleY, alpha, reveal }) =>
          Math.hypot(x, y) > 0.5 || (scaleY < 0.3 && scaleX < 0.3) || alpha < 0.2 || reveal < 1,
      );
    });
    expect(hidden.map(({ names: [name] }) => name)).toEqual([]);
  });
});

it.each([
  ['向上翻转', 'flip about the vertical axis'],
  ['旋转缩小', 'quarter turn with zoom'],
])('%s belongs to the class %s', (name, label) => {
  expect(recipeOf({ phase: 'in', frames: 10, resourceId: '', name }, false).label).toBe(label);
});
