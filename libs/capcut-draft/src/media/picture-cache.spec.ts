import { PictureCache } from './picture-cache';

const picture = (bytes: number): Buffer => Buffer.alloc(bytes);

describe('PictureCache', () => {
  it('forgets the least recently used first', () => {
    const cache = new PictureCache(10);
    cache.set('a', picture(4));
    cache.set('b', picture(4));
    cache.get('a');
    cache.set('c', picture(4));
    expect(['a', 'b', 'c'].map((key) => cache.get(key)?.length)).toEqual([4, undefined, 4]);
  });

  it('counts a replaced picture once', () => {
    const cache = new PictureCache(10);
    cache.set('a', picture(6));
    cache.set('a', picture(5));
    cache.set('b', picture(5));
    expect([cache.get('a')?.length, cache.get('b')?.length]).toEqual([5, 5]);
  });

  it('does not keep what is larger than itself, nor throw the rest out for it', () => {
    const cache = new PictureCache(10);
    cache.set('a', picture(6));
    cache.set('b', picture(11));
    expect([cache.get('a')?.length, cache.get('b')]).toEqual([6, undefined]);
  });
});
