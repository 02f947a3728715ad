import { BoundedCache } from './bounded-cache';

const held = (cache: BoundedCache<number>, keys: string): (number | undefined)[] =>
  [...keys].map((key) => cache.get(key));

describe('BoundedCache', () => {
  it('forgets the least recently used first', () => {
    const cache = new BoundedCache<number>(10);
    cache.set('a', 1, 4);
    cache.set('b', 2, 4);
    cache.get('a');
    cache.set('c', 3, 4);
    expect(held(cache, 'abc')).toEqual([1, undefined, 3]);
  });

  it('counts a replaced value once', () => {
    const cache = new BoundedCache<number>(10);
    cache.set('a', 1, 6);
    cache.set('a', 2, 5);
    cache.set('b', 3, 5);
    expect(held(cache, 'ab')).toEqual([2, 3]);
  });

  it('does not keep what is heavier than itself, nor throw the rest out for it', () => {
    const cache = new BoundedCache<number>(10);
    cache.set('a', 1, 6);
    cache.set('b', 2, 11);
    expect(held(cache, 'ab')).toEqual([1, undefined]);
    cache.drop('a');
    expect(held(cache, 'a')).toEqual([undefined]);
  });
});
