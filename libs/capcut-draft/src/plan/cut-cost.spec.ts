import type { Timeline } from '../timeline/timeline';
import { resumedClips } from './cut-cost';
import type { MediaBook } from './media-book';

const RATE = { num: 30, den: 1 };
const book = new Map([
  [
    'a',
    {
      ...{ path: '/a.mp4', fingerprint: 'a', missing: false },
      facts: { durationSeconds: 10, video: { width: 1920, height: 1080, averageFps: RATE } },
    },
  ],
]) as unknown as MediaBook;

function momentsAt(frame: number, content: object = {}): number[] {
  const played = {
    ...{ kind: 'file', source: { key: 'a' }, still: false, loop: false, reverse: false },
    ...{ sourceStartUs: 1e6, sourceDurationUs: 5e6, retime: { kind: 'constant', speed: 1 } },
    ...content,
  };
  const visuals = [{ kind: 'picture', id: '1', range: { start: 30, end: 180 }, content: played }];
  const timeline = { fps: RATE, visuals, transitions: [] } as unknown as Timeline;
  return resumedClips(timeline, book, frame).map(({ moment }) => moment);
}

describe('resumedClips', () => {
  it.each<[string, number, object, number[]]>([
    ['are those in the middle of which the cut falls', 90, {}, [3]],
    ['are none where a clip begins', 30, {}, []],
    ['are none where a clip ends', 180, {}, []],
    ['follow the speed', 90, { retime: { kind: 'constant', speed: 2 } }, [5]],
    ['are none of photos', 90, { still: true }, []],
  ])('%s', (_name, frame, content, moments) => {
    const found = momentsAt(frame, content);
    expect(found).toHaveLength(moments.length);
    moments.forEach((moment, index) => expect(found[index]).toBeCloseTo(moment, 3));
  });

  it('say how much there is to decode', () => {
    const visuals = [
      {
        ...{ kind: 'picture', id: '1', range: { start: 0, end: 60 } },
        content: {
          ...{ kind: 'file', source: { key: 'a' }, still: false, loop: false, reverse: false },
          ...{ sourceStartUs: 0, sourceDurationUs: 2e6, retime: { kind: 'constant', speed: 1 } },
        },
      },
    ];
    const timeline = { fps: RATE, visuals, transitions: [] } as unknown as Timeline;
    expect(resumedClips(timeline, book, 30)).toMatchObject([
      { sourceKey: 'a', pixelsPerSecond: 1920 * 1080 * 30 },
    ]);
  });
});
