import { MemoryBudget, pictureMemory } from './memory-budget';

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('memory budget', () => {
  it('keeps the sum below the limit, lets the large run alone, and keeps the order', async () => {
    const budget = new MemoryBudget(10);
    const running = new Set<number>();
    const begun: number[] = [];
    let most = 0;
    const work = (bytes: number) => async (): Promise<void> => {
      running.add(bytes);
      begun.push(bytes);
      most = Math.max(
        most,
        [...running].reduce((a, b) => a + b, 0),
      );
      await pause();
      running.delete(bytes);
    };
    await Promise.all([4, 6, 25, 3, 7].map((bytes) => budget.with(bytes, work(bytes))));
    expect(begun).toEqual([4, 6, 25, 3, 7]);
    expect(most).toBe(25);
    const failing = budget.alone(() => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    await budget.alone(work(10));
  });

  it('leaves something to draw with however little there is', () => {
    expect(pictureMemory(1)).toBe(128 * 1024 * 1024);
    expect(pictureMemory(1024)).toBe(800 * 1024 * 1024);
  });
});
