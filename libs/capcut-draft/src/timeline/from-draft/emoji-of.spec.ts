import { emojiOf } from './emoji-of';

it.each([
  ['1f600', '😀'],
  ['U+1F468 U+200D U+1F680', '👨‍🚀'],
  ['1f468-200d-1f680', '👨‍🚀'],
  ['🚀', '🚀'],
  ['', undefined],
  ['words', undefined],
  ['ffffff', undefined],
])('reads "%s"', (unicode, expected) => expect(emojiOf({ id: '', unicode })).toBe(expected));
