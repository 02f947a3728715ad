import type { Picture } from '../timeline/timeline';
import { sharedReads } from './shared-reads';
import type { Piece } from './track-pieces';
import { TRANSITION_TAIL } from './transition-graph';

const FPS = { num: 30, den: 1 };
const file = (sourceFrame: number, more: object = {}): object => ({
  kind: 'file',
  source: { key: 'talk' },
  ...{ still: false, loop: false, reverse: false },
  sourceStartUs: Math.round((sourceFrame * 1e6) / 30),
  retime: { kind: 'constant', speed: 1 },
  ...more,
});
const clip = (id: string, start: number, end: number, content = file(start * 100)): Picture =>
  ({ id, kind: 'picture', range: { start, end }, content }) as Picture;
const [a, b] = [clip('a', 0, 100), clip('b', 100, 200)];
const crossing = {
  kind: 'transition',
  range: { start: 90, end: 110 },
  transition: { range: { start: 90, end: 110 } },
  ...{ from: a, to: b },
} as Piece;
const alone = (picture: Picture, start = picture.range.start, end = picture.range.end): Piece => ({
  kind: 'clip',
  picture,
  range: { start, end },
});

describe('sharedReads', () => {
  it('reads a clip once for all that a run shows of it, handles of transitions included', () => {
    const reads = sharedReads([alone(a, 30, 90), crossing, alone(b, 110, 150)], FPS);
    expect(reads.get('a')).toMatchObject({
      window: { from: 30, frames: 80 + TRANSITION_TAIL, clipFrames: 100 },
      shift: 0,
    });
    expect(reads.get('b')).toMatchObject({ window: { from: -10, frames: 60, clipFrames: 100 }, shift: 0 });
  });

  it('leaves alone what is read once anyway', () => {
    expect(sharedReads([alone(a, 30, 90), alone(b, 110, 150)], FPS).size).toBe(0);
    expect([...sharedReads([alone(a, 30, 90), crossing], FPS).keys()]).toEqual(['a']);
  });

  it('reads clips once that go on in the source shortly after one another', () => {
    const parts = [
      clip('first', 0, 60, file(501)),
      clip('second', 60, 100, file(501 + 60 + 14)),
      clip('third', 100, 130, file(501 + 60 + 14 + 40)),
    ];
    const reads = sharedReads([alone(parts[0], 50, 60), alone(parts[1]), alone(parts[2], 100, 110)], FPS);
    const window = { from: 50, frames: 10 + 14 + 40 + 10, clipFrames: 60 };
    expect([...reads]).toEqual([
      ['first', { content: parts[0].content, window, shift: 0 }],
      ['second', { content: parts[0].content, window, shift: 74 }],
      ['third', { content: parts[0].content, window, shift: 114 }],
    ]);
  });

  it.each([
    ['much was cut out', file(60 + 23)],
    ['the source goes back', file(59)],
    ['the cut is between frames', file(60.5)],
    ['the speed is another', file(65, { retime: { kind: 'constant', speed: 2 } })],
    ['the speed changes', file(65, { retime: { kind: 'curve' } })],
    ['it is played backwards', file(65, { reverse: true })],
    ['it repeats', file(65, { loop: true })],
    ['the source is another', file(65, { source: { key: 'other' } })],
  ])('does not where %s', (_, content) => {
    const parts = [clip('first', 0, 60, file(0)), clip('second', 60, 100, content)];
    expect(
      sharedReads(
        parts.map((part) => alone(part)),
        FPS,
      ).size,
    ).toBe(0);
  });

  it('counts what was cut out in frames of the film', () => {
    const twice = { retime: { kind: 'constant', speed: 2 } };
    const parts = [clip('first', 0, 60, file(0, twice)), clip('second', 60, 100, file(120 + 10, twice))];
    expect(
      sharedReads(
        parts.map((part) => alone(part)),
        FPS,
      ).get('second'),
    ).toMatchObject({
      window: { from: 0, frames: 60 + 5 + 40 },
      shift: 65,
    });
  });

  it('never reads ahead for a clip that is seen together with the one before', () => {
    const parts = [clip('first', 0, 60, file(0)), clip('second', 60, 100, file(75))];
    const together = {
      ...{ kind: 'transition', range: { start: 55, end: 60 }, from: parts[0], to: parts[1] },
      transition: { range: { start: 55, end: 60 } },
    } as Piece;
    const reads = sharedReads([alone(parts[0], 0, 55), together, alone(parts[1])], FPS);
    expect([reads.get('first')?.shift, reads.get('second')?.shift]).toEqual([0, 0]);
    expect(reads.get('first')?.window).not.toEqual(reads.get('second')?.window);
  });
});
