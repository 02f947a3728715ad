import { type BatchShape, planBatches } from './batches';
import type { Slice } from './slices';

const SHAPE: BatchShape = { workers: 2, shortest: 30, longest: 180, inputs: 12, weight: 1000 };

/** Slices of 30 frames, side by side. */
const film = (count: number, more: (index: number) => Partial<Slice> = () => ({})): Slice[] =>
  Array.from({ length: count }, (_, index) => ({
    range: { start: 30 * index, end: 30 * (index + 1) },
    ...{ hash: `${index}`, pixels: 'yuv' as const, inputs: 1, weight: 10 },
    ...more(index),
  }));
const lengths = (shape: Partial<BatchShape>, slices: readonly Slice[], cost?: (frame: number) => number) =>
  planBatches({ ...SHAPE, ...shape }, slices, cost).map((batch) => batch.length);

describe('planBatches', () => {
  it('keeps every slice, in order, once', () => {
    const slices = film(100);
    expect(planBatches(SHAPE, slices).flat()).toEqual(slices);
    expect(planBatches(SHAPE, [])).toEqual([]);
  });

  it('makes batches as long as they may be, and shorter ones towards the end, so that all workers end together', () => {
    const batches = lengths({}, film(60));
    expect(batches[0]).toBe(6);
    expect(batches.at(-1)).toBe(1);
    expect(batches).toEqual([...batches].sort((a, b) => b - a));
  });

  it.each<[string, Partial<BatchShape>, (index: number) => Partial<Slice>, number]>([
    ['files', { inputs: 4 }, () => ({ inputs: 2 }), 2],
    ['bytes', { weight: 35 }, () => ({}), 3],
    ['one way of drawing', {}, (index) => ({ pixels: index < 2 ? 'yuv' : 'rgb' }), 2],
  ])('stays within the limit of %s', (_name, shape, more, first) => {
    expect(lengths(shape, film(60, more))[0]).toBe(first);
  });

  it('gives a slice that is beyond every limit a batch of its own', () => {
    expect(lengths({ longest: 20, shortest: 10 }, film(3))).toEqual([1, 1, 1]);
    expect(lengths({ weight: 5 }, film(2))).toEqual([1, 1]);
  });

  it('cuts a little earlier where a later cut would decode a lot twice', () => {
    const expensive = (frame: number): number => (frame === 120 ? 0 : 60 * 1920 * 1080);
    expect(lengths({}, film(60), expensive)[0]).toBe(4);
  });

  it('asks for no cost between slices that do not touch', () => {
    const gaps = film(60, (index) => ({ range: { start: 100 * index, end: 100 * index + 30 } }));
    expect(lengths({}, gaps, () => Number.NaN)[0]).toBe(6);
  });
});
