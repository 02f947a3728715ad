import fc from 'fast-check';
import { blank, clips, run, segmentOf, sound, video } from '../../../../../test/drafts/edit-samples';
import { checkDraft } from '../check/check-draft';
import { isOnGrid } from '../write/frame-grid';
import type { AudioItem, ClipItem } from './draft-command';

const FPS = 30;
const LENGTH_S = 20;
const cut = fc.record({
  speed: fc.constantFrom(0.5, 1, 1.25, 2, 3.7),
  trim: fc.integer({ min: 0, max: 4_000_000 }),
  length: fc.integer({ min: 200_000, max: 2_000_000 }),
  transition: fc.boolean(),
});
type Cut = typeof cut extends fc.Arbitrary<infer T> ? T : never;

/** The cuts one after the other, from a first moment that is no whole frame. */
function inARow(cuts: readonly Cut[]): { start: number; end: number; speed: number; sourceStart: number }[] {
  let end = 1_234_567;
  return cuts.map(({ speed, trim, length }) => {
    const start = end;
    end += length;
    return { start, end, speed, sourceStart: trim };
  });
}

describe('cuts with speeds, trims and transitions', () => {
  it('stay on the frame grid, abut, and keep picture and sound in step', () => {
    fc.assert(
      fc.property(fc.array(cut, { minLength: 1, maxLength: 12 }), (cuts) => {
        const places = inARow(cuts);
        const pictures: ClipItem[] = places.map((place, i) => ({
          ...place,
          media: video(LENGTH_S),
          ...(cuts[i]?.transition && { transition: { name: 'Mix', duration: 300_000 } }),
        }));
        const sounds: AudioItem[] = places.map((place) => ({ ...place, media: sound(LENGTH_S) }));
        const { draft, results } = run(
          [clips(...pictures), { kind: 'add_audios', field: 'audios', items: sounds }],
          blank(),
        );
        const [seen, heard] = results.map((result) => result.segments.map(({ id }) => segmentOf(draft, id)!));
        seen!.forEach((segment, i) => {
          const { target, source, speed } = segment;
          expect([target.start, target.start + target.duration].every((at) => isOnGrid(at, FPS))).toBe(true);
          expect(Math.abs(source!.duration - target.duration * speed)).toBeLessThanOrEqual(1);
          expect(source!.start + source!.duration).toBeLessThanOrEqual(LENGTH_S * 1e6);
          const next = seen![i + 1];
          if (next) expect(next.target.start).toBe(target.start + target.duration);
          expect([heard![i]!.target, heard![i]!.source, heard![i]!.speed]).toEqual([target, source, speed]);
        });
        expect(checkDraft(draft)).toEqual([]);
      }),
    );
  });

  it('stay in step when speed or trim change later', () => {
    fc.assert(
      fc.property(cut, cut, (first, later) => {
        const made = run([clips({ ...inARow([first])[0]!, media: video(LENGTH_S) })], blank());
        const { id } = made.results[0]!.segments[0]!;
        const changes = { speed: later.speed, sourceStart: later.trim };
        const { draft } = run([{ kind: 'update_segment', segmentId: id, changes }], made.draft);
        const { target, source, speed } = segmentOf(draft, id)!;
        expect(speed).toBe(later.speed);
        expect(Math.abs(source!.duration - target.duration * speed)).toBeLessThanOrEqual(speed * 34_000);
        expect(checkDraft(draft)).toEqual([]);
      }),
    );
  });
});
