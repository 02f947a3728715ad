import fc from 'fast-check';
import { StepHeap } from './step-heap';

test('hands out any set of jobs in order of their time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), (times) => {
      const heap = new StepHeap();
      for (const [index, runAt] of times.entries()) {
        heap.push({ id: `${index}`, taskId: 't', seq: 1, kind: 'poll', runAt });
      }
      const out = times.map(() => heap.pop()?.runAt);
      expect(out).toEqual([...times].sort((a, b) => a - b));
      expect(heap.pop()).toBeUndefined();
    }),
  );
});
