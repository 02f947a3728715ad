import { embeddingLevels, visualOrder } from './line-order';

/** Hebrew letters are written א-ת; the result is what the eye meets from left to right. */
const seen = (text: string): string => {
  const levels = embeddingLevels(text);
  return visualOrder(Array.from(text, (letter, index) => ({ letter, level: levels[index] })))
    .map(({ letter }) => letter)
    .join('');
};

it.each([
  ['left to right stays', 'abc 123', 'abc 123'],
  ['right to left is turned around', 'אבג דה', 'הד גבא'],
  ['numbers keep their order inside', 'אב 123 ג', 'ג 123 בא'],
  ['a foreign word inside a Latin line', 'say אבג now', 'say גבא now'],
  ['a Latin word inside a Hebrew line', 'אב abc ג', 'ג abc בא'],
  ['every line of a text by itself', 'ab\nאב', 'ab\nבא'],
])('%s', (_, written, expected) => expect(seen(written)).toBe(expected));
