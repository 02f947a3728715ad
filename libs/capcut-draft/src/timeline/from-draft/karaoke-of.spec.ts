import type { CaptionRun } from '../caption-text';
import { frameRateOf } from '../frame-clock';
import { cutAtWords, karaokeOf } from './karaoke-of';

const FPS = frameRateOf(30);
const words = { text: ['sing', 'with ', 'me'], start_time: [0, 500, 1000], end_time: [400, 900, 1500] };

describe('karaoke', () => {
  it('finds where each word ends and when it is sung', () => {
    const karaoke = karaokeOf({ id: '', ktv_color: '#ff0000', words }, 'sing with me', FPS);
    expect(karaoke?.color).toEqual({ r: 1, g: 0, b: 0, a: 1 });
    expect(karaoke?.words).toEqual([
      { end: 4, frame: 0 },
      { end: 9, frame: 15 },
      { end: 12, frame: 30 },
    ]);
  });

  it('reads the older name of the list, and leaves out words the text does not have', () => {
    const other = { text: ['sing', 'loud', 'me'], start_time: [0, 500, 1000] };
    const karaoke = karaokeOf({ id: '', ktv_color: '#f00', current_words: other }, 'sing me', FPS);
    expect(karaoke?.words).toEqual([
      { end: 4, frame: 0 },
      { end: 7, frame: 30 },
    ]);
  });

  it.each([
    ['a color', { words }],
    ['words', { ktv_color: '#ff0000', words: { text: [], start_time: [], end_time: [] } }],
    ['words, old form', { ktv_color: '#ff0000', words: [] }],
  ])('is none without %s', (_, raw) => expect(karaokeOf({ id: '', ...raw }, 'sing', FPS)).toBeUndefined());

  it('cuts runs where words end', () => {
    const run = { start: 0, end: 12 } as CaptionRun;
    const karaoke = {
      color: { r: 1, g: 0, b: 0, a: 1 },
      words: [4, 9, 12].map((end) => ({ end, frame: 0 })),
    };
    expect(cutAtWords([run], karaoke).map(({ start, end }) => [start, end])).toEqual([
      [0, 4],
      [4, 9],
      [9, 12],
    ]);
  });
});
