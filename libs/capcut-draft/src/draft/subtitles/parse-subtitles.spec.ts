import { parseSubtitles } from './parse-subtitles';

describe('parseSubtitles', () => {
  it('reads SRT with markup, blank-line and numbering quirks', () => {
    const cues = parseSubtitles(
      '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n<b>Bold</b> & <font color="#FF0000">red</font>\r\n\r\n2\r\n00:00:03,0 --> 00:00:04,0\r\nline one\r\nline two\r\n',
    );
    expect(cues).toEqual([
      {
        start: 1_000_000,
        end: 2_500_000,
        text: 'Bold & red',
        runs: [
          { start: 0, end: 4, style: { bold: true } },
          { start: 4, end: 7, style: {} },
          { start: 7, end: 10, style: { color: '#ff0000' } },
        ],
      },
      { start: 3_000_000, end: 4_000_000, text: 'line one\nline two', runs: [] },
    ]);
  });

  it('reads WebVTT with settings, hours left out and voices', () => {
    const cues = parseSubtitles(
      'WEBVTT\n\nNOTE hello\n\nintro\n00:01.000 --> 00:02.000 align:start\n<v Ann>Hi &amp; <00:01.500>bye\n',
    );
    expect(cues).toMatchObject([{ start: 1_000_000, end: 2_000_000, text: 'Hi & bye' }]);
  });

  it('reads ASS with commas, overrides, line breaks and drawings', () => {
    const ass =
      '[Script Info]\nTitle: x\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n' +
      'Dialogue: 0,0:00:01.50,0:00:03.00,Default,,0,0,0,,{\\i1\\c&H0000FF&}Hello, {\\i0}world\\Nagain{\\p1}m 0 0 l 5 5{\\p0}\n';
    expect(parseSubtitles(ass)).toEqual([
      {
        start: 1_500_000,
        end: 3_000_000,
        text: 'Hello, world\nagain',
        runs: [
          { start: 0, end: 7, style: { italic: true, color: '#ff0000' } },
          { start: 7, end: 18, style: { italic: false, color: '#ff0000' } },
        ],
      },
    ]);
  });

  it.each(['', 'just words', '1\n00:00:02,000 --> 00:00:01,000\nbackwards\n'])(
    'refuses %j, which holds no cue',
    (text) => {
      expect(() => parseSubtitles(text)).toThrow(
        expect.objectContaining({ code: 'invalid_parameter', param: 'subtitles' }),
      );
    },
  );
});
