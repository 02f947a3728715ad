import { TokenBuckets } from './token-buckets';

describe('TokenBuckets', () => {
  it('holds a minute and refills evenly', () => {
    const buckets = new TokenBuckets(60);
    for (let index = 0; index < 60; index += 1) expect(buckets.take('a', 0)).toEqual({ ok: true });
    expect(buckets.take('a', 0)).toEqual({ ok: false, waitSeconds: 1 });
    expect(buckets.take('a', 500)).toEqual({ ok: false, waitSeconds: 0.5 });
    expect(buckets.take('a', 1_000)).toEqual({ ok: true });
    expect(buckets.take('a', 1_000).ok).toBe(false);
  });

  it('tells the wait without taking', () => {
    const buckets = new TokenBuckets(1);
    expect(buckets.waitSeconds('a', 0)).toBe(0);
    buckets.take('a', 0);
    expect([buckets.waitSeconds('a', 30_000), buckets.waitSeconds('a', 30_000)]).toEqual([30, 30]);
    expect(buckets.waitSeconds('a', 60_000)).toBe(0);
  });

  it('keeps names apart', () => {
    const buckets = new TokenBuckets(1);
    expect(buckets.take('a', 0).ok).toBe(true);
    expect(buckets.take('b', 0).ok).toBe(true);
    expect(buckets.take('a', 0).ok).toBe(false);
  });

  it('never holds more than a minute', () => {
    const buckets = new TokenBuckets(2);
    buckets.take('a', 0);
    const taken = [1, 2, 3].map(() => buckets.take('a', 3_600_000).ok);
    expect(taken).toEqual([true, true, false]);
  });

  it('survives a clock that goes back', () => {
    const buckets = new TokenBuckets(2);
    buckets.take('a', 10_000);
    expect([0, 0].map((now) => buckets.take('a', now).ok)).toEqual([true, false]);
  });

  it('does not remember everybody for ever', () => {
    const buckets = new TokenBuckets(1);
    for (let index = 0; index < 10_000; index += 1) buckets.take(`n${index}`, 0);
    buckets.take('late', 61_000);
    expect((buckets as unknown as { buckets: Map<string, unknown> }).buckets.size).toBe(1);
  });
});
