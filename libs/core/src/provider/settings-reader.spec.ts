import { SettingsReader } from './settings-reader';

const reader = (values: Record<string, unknown>): SettingsReader => new SettingsReader(values);
const keyed = (entry: SettingsReader): { key: string } | undefined => {
  const key = entry.secret('key');
  if (key === undefined) entry.problem('key', 'is missing.');
  return key === undefined ? undefined : { key };
};

describe('SettingsReader', () => {
  it('reads what is there', () => {
    const settings = reader({ A: ' word ', K: ' key\n', U: 'https://x.example/api/', N: '2.5', W: 'b' });
    expect(settings.text('A')).toBe('word');
    expect(settings.secret('K')).toBe('key');
    expect(settings.url('U', 'https://y.example')).toBe('https://x.example/api');
    expect(settings.number('N', { min: 1, max: 3 })).toBe(2.5);
    expect(settings.oneOf('W', ['a', 'b'])).toBe('b');
    expect(settings.problems).toEqual([]);
  });

  it('what is not there has a default or is undefined', () => {
    const settings = reader({ A: '  ', U: '' });
    expect([settings.text('A'), settings.secret('B'), settings.number('N', { min: 1, max: 2 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(settings.url('U', 'https://y.example')).toBe('https://y.example');
    expect(settings.oneOf('W', ['a', 'b'])).toBe('a');
    expect(settings.accounts('L', [], keyed)).toEqual([]);
    expect(settings.problems).toEqual([]);
  });

  it.each<[string, (settings: SettingsReader) => unknown, RegExp]>([
    ['a b', (settings) => settings.secret('X'), /^X has blanks/],
    ['https://u:p@x.example', (settings) => settings.url('X', 'https://y.example'), /^X must be an http/],
    ['ftp://x.example', (settings) => settings.url('X', 'https://y.example'), /such as https:\/\/y\.example/],
    ['9', (settings) => settings.number('X', { min: 1, max: 2 }), /^X must be a number from 1 to 2/],
    ['z', (settings) => settings.oneOf('X', ['a', 'b']), /^X must be one of a, b/],
    ['[{', (settings) => settings.accounts('X', [], keyed), /^X must be a JSON list/],
    ['[1]', (settings) => settings.accounts('X', [], keyed), /^X must be a JSON list/],
    ['[{"id":"A B","key":"k"}]', (settings) => settings.accounts('X', [], keyed), /^X\[0\]\.id must/],
    ['[{"id":"a"}]', (settings) => settings.accounts('X', [], keyed), /^X\[0\]\.key is missing/],
    [
      '[{"id":"a","key":"k","weight":0}]',
      (settings) => settings.accounts('X', [], keyed),
      /^X\[0\]\.weight must/,
    ],
    [
      '[{"id":"a","key":"k","maxConcurrent":0.5}]',
      (settings) => settings.accounts('X', [], keyed),
      /^X\[0\]\.maxConcurrent must/,
    ],
    [
      '[{"id":"own","key":"k"}]',
      (settings) => settings.accounts('X', [{ id: 'own', weight: 1, key: 'k' }], keyed),
      /^X names the id own twice/,
    ],
  ])('says what is wrong with %s', (value, read, problem) => {
    const settings = reader({ X: value });
    read(settings);
    expect(settings.problems).toHaveLength(1);
    expect(settings.problems[0]).toMatch(problem);
    expect(settings.problems[0]).not.toContain('u:p');
  });

  it('keeps the good entries of a list', () => {
    const list = [{ id: 'a', key: 'x', weight: 2, maxConcurrent: 3 }, { id: 'b' }, { id: 'c', key: 'z' }];
    const settings = reader({ L: JSON.stringify(list) });
    expect(settings.accounts('L', [{ id: 'own', weight: 1, key: 'o' }], keyed)).toEqual([
      { id: 'own', weight: 1, key: 'o' },
      { id: 'a', weight: 2, maxConcurrent: 3, key: 'x' },
      { id: 'c', weight: 1, key: 'z' },
    ]);
    expect(settings.problems).toEqual(['L[1].key is missing.']);
  });
});
