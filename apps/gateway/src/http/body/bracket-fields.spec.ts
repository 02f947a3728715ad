import { BracketFields } from './bracket-fields';

const collect = (...pairs: [string, string][]): unknown => {
  const fields = new BracketFields();
  pairs.forEach(([name, value]) => fields.add(name, value));
  return fields.value;
};

describe('BracketFields', () => {
  it('nests, appends and indexes', () => {
    expect(
      collect(
        ['prompt', 'sea'],
        ['image[image_url]', 'http://a'],
        ['image[meta][n]', '1'],
        ['tags[]', 'a'],
        ['tags[]', 'b'],
        ['list[0]', 'x'],
        ['list[1]', 'y'],
        ['items[0][id]', 'i'],
      ),
    ).toEqual({
      prompt: 'sea',
      image: { image_url: 'http://a', meta: { n: '1' } },
      tags: ['a', 'b'],
      list: ['x', 'y'],
      items: [{ id: 'i' }],
    });
  });

  it('turns a repeated field into a list', () => {
    expect(collect(['a', '1'], ['a', '2'])).toEqual({ a: ['1', '2'] });
  });

  it('keeps names of built-in members as data', () => {
    expect(collect(['toString', 'x'], ['a[valueOf]', 'y'])).toEqual({ toString: 'x', a: { valueOf: 'y' } });
  });

  it.each([
    ['__proto__[polluted]', 'uses a reserved name'],
    ['a[constructor]', 'uses a reserved name'],
    ['a[b', 'is not a field name'],
    ['[a]', 'is not a field name'],
    ['a[1][2][3][4][5][6][7]', 'is nested deeper'],
  ])('refuses %s', (name, reason) => {
    expect(() => collect([name, 'x'])).toThrow(reason);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it.each([
    [
      [
        ['a', '1'],
        ['a[b]', '2'],
      ],
      'used both as a value and as an object',
    ],
    [
      [
        ['a[b]', '1'],
        ['a', '2'],
      ],
      'used both as a value and as an object',
    ],
    [
      [
        ['a[]', '1'],
        ['a[1000]', '2'],
      ],
      'needs an index from 0 to 99',
    ],
    [
      [
        ['a[]', '1'],
        ['a[x]', '2'],
      ],
      'needs an index from 0 to 99',
    ],
  ] as [[string, string][], string][])('refuses %j', (pairs, reason) => {
    expect(() => collect(...pairs)).toThrow(reason);
  });
});
