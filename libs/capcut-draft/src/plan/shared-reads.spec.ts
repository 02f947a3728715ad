import type { Picture } from '../timeline/timeline';
import { sharedReads } from './shared-reads';
import type { Piece } from './track-pieces';
import { TRANSITION_TAIL } from './transition-graph';

const clip = (id: string, start: number, end: number): Picture =>
  ({ id, kind: 'picture', range: { start, end } }) as Picture;
const [a, b] = [clip('a', 0, 100), clip('b', 100, 200)];
const crossing = {
  kind: 'transition',
  range: { start: 90, end: 110 },
  transition: { range: { start: 90, end: 110 } },
  ...{ from: a, to: b },
} as Piece;
const alone = (picture: Picture, start: number, end: number): Piece => ({
  kind: 'clip',
  picture,
  range: { start, end },
});

describe('sharedReads', () => {
  it('reads a clip once for all that a run shows of it, handles of transitions included', () => {
    const reads = sharedReads([alone(a, 30, 90), crossing, alone(b, 110, 150)]);
    expect(reads.get('a')).toEqual({ from: 30, frames: 80 + TRANSITION_TAIL, clipFrames: 100 });
    expect(reads.get('b')).toEqual({ from: -10, frames: 60, clipFrames: 100 });
  });

  it('leaves alone what is read once anyway', () => {
    expect(sharedReads([alone(a, 30, 90), alone(b, 110, 150)]).size).toBe(0);
    expect([...sharedReads([alone(a, 30, 90), crossing]).keys()]).toEqual(['a']);
  });
});
