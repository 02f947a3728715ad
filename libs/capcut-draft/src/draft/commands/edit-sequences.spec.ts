import fc from 'fast-check';
import { checkDraft } from '../check/check-draft';
import { printJson } from '../json/print-json';
import { parseJson } from '../json/parse-json';
import { textFacts } from '../read/text-facts';
import { applyPatch, diffDrafts, type PatchStep } from '../revisions/draft-patch';
import { applyCommand } from './apply-command';
import type { DraftCommand } from './draft-command';
import {
  context,
  blank,
  placement,
  video,
  photo,
  sound,
  clips,
  captions,
  run,
  segmentOf,
} from '../../../../../test/drafts/edit-samples';

describe('segment edits', () => {
  it('remove a segment with what only it used, and the track it leaves empty', () => {
    const { draft, results } = run([
      clips({ media: photo, start: 0, end: 1e6 }),
      captions({ text: 'a', start: 0, end: 1e6 }),
    ]);
    const text = results[1]!.segments[0]!.id;
    const after = run([{ kind: 'remove_segments', segmentIds: [text] }], draft).draft;
    expect(after.tracks).toHaveLength(1);
    expect(after.materials.texts).toEqual([]);
    expect(after.materials.videos).toHaveLength(1);
    expect(checkDraft(after)).toEqual([]);
  });

  it('update timing, looks and words', () => {
    const { draft, results } = run([
      clips({ media: video(20), start: 0, end: 4e6 }),
      captions({ text: 'old', start: 0, end: 1e6 }),
    ]);
    const [clip, text] = results.map((result) => result.segments[0]!.id) as [string, string];
    const after = run(
      [
        { kind: 'update_segment', segmentId: clip, changes: { speed: 2, alpha: 0.5, x: 0.25, volume: 0 } },
        { kind: 'update_segment', segmentId: text, changes: { text: 'new words', start: 2e6 } },
      ],
      draft,
    ).draft;
    expect(segmentOf(after, clip)).toMatchObject({
      speed: 2,
      volume: 0,
      target: { start: 0, duration: 2e6 },
      source: { duration: 4e6 },
      clip: { alpha: 0.5, translate: { x: 0.25 } },
    });
    expect(textFacts(after.materials.texts![0]!)).toMatchObject({
      text: 'new words',
      runs: [{ start: 0, end: 9 }],
    });
    expect(segmentOf(after, text)?.target).toEqual({ start: 2e6, duration: 1e6 });
    expect(checkDraft(after)).toEqual([]);
  });

  it('keep the order of time when a segment moves past its neighbors', () => {
    const items = [0, 1, 2].map((at) => ({ text: `${at}`, start: at * 1e6, end: (at + 1) * 1e6 }));
    const made = run([captions(...items)]);
    const [first, second] = made.results[0]!.segments;
    const { draft } = run(
      [{ kind: 'update_segment', segmentId: first!.id, changes: { start: 5e6 } }],
      made.draft,
    );
    expect(draft.tracks.at(-1)?.segments.map(({ target_timerange: { start } }) => start)).toEqual([
      1e6, 2e6, 5e6,
    ]);
    expect(checkDraft(draft)).toEqual([]);
    expect(checkDraft(made.draft)).toEqual([]);
    const twice = [second!.id, second!.id];
    expect(run([{ kind: 'remove_segments', segmentIds: twice }], draft).results[0]?.count).toBe(1);
  });

  it.each([
    [10, 0, 2_000_000],
    [3, 0, 1_500_000],
    [1, 2e6, 33_333],
  ])(
    'fit a finished file of %d s into the place kept for it, from %d µs on',
    (seconds, sourceStart, length) => {
      const media = { ...video(8), pendingTask: 'vid_1' };
      const kept = run([clips({ media, start: 0, end: 2e6, speed: 2, sourceStart })]).draft;
      const settled = run([{ kind: 'settle_media', taskId: 'vid_1', media: video(seconds) }], kept);
      expect(settled.results[0]?.count).toBe(1);
      expect(settled.draft.tracks[0]?.segments[0]?.target_timerange).toEqual({ start: 0, duration: length });
      expect(checkDraft(settled.draft)).toEqual([]);
    },
  );

  it('refuse to move a segment onto its neighbor', () => {
    const { draft, results } = run([
      clips({ media: photo, start: 0, end: 1e6 }, { media: photo, start: 1e6, end: 2e6 }),
    ]);
    const first = results[0]!.segments[0]!.id;
    expect(() =>
      run([{ kind: 'update_segment', segmentId: first, changes: { duration: 1.5e6 } }], draft),
    ).toThrow(expect.objectContaining({ code: 'conflict' }));
  });
});

describe('any sequence of edits', () => {
  const span = fc.tuple(fc.integer({ min: 0, max: 20e6 }), fc.integer({ min: 1, max: 5e6 }));
  const command: fc.Arbitrary<DraftCommand> = fc.oneof(
    span.map(([start, length]) => clips({ media: video(3), start, end: start + length, speed: 1.5 })),
    span.map(([start, length]) =>
      captions({ text: 'word', start, end: start + length, keyword: { words: 'or', color: '#00ff00' } }),
    ),
    span.map(([start, length]): DraftCommand => ({
      kind: 'add_audios',
      field: 'a',
      items: [
        { media: sound(2), start, end: start + length, fadeIn: 1e6 },
        { media: sound(4), start },
      ],
    })),
    span.map(([start, length]): DraftCommand => ({
      kind: 'add_effects',
      field: 'e',
      items: [{ title: 'Blur', start, end: start + length }],
    })),
    span.map(([start, length]): DraftCommand => ({
      kind: 'add_sticker',
      stickerId: '7',
      start,
      end: start + length,
      placement,
    })),
  );

  it('leaves a draft the applications accept, the old one untouched, and a patch that leads from one to the other', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 1, maxLength: 8 }), (commands) => {
        let draft = blank();
        for (const each of commands) {
          const before = printJson(draft);
          const { draft: next, result } = applyCommand(draft, each, context);
          expect(printJson(draft)).toBe(before);
          const patch = parseJson(printJson(diffDrafts(draft, next) as never)) as unknown as PatchStep[];
          expect(printJson(applyPatch(draft, patch))).toBe(printJson(next));
          for (const placed of result.segments)
            expect(segmentOf(next, placed.id)?.target.start).toBe(placed.start);
          draft = next;
        }
        expect(checkDraft(draft)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  const change = fc.record({
    pick: fc.nat(),
    remove: fc.boolean(),
    start: fc.option(fc.integer({ min: 0, max: 20e6 }), { nil: undefined }),
    speed: fc.option(fc.constantFrom(0.5, 1, 2), { nil: undefined }),
  });

  it('may move, retime and remove any segment, or is refused and changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(command, change), { minLength: 1, maxLength: 8 }), (steps) => {
        let { draft } = run([]);
        for (const [add, { pick, remove, ...changes }] of steps) {
          draft = applyCommand(draft, add, context).draft;
          const ids = draft.tracks.flatMap((track) => track.segments.map(({ id }) => id));
          const segmentId = ids[pick % ids.length] as string;
          const before = printJson(draft);
          const edit: DraftCommand = remove
            ? { kind: 'remove_segments', segmentIds: [segmentId] }
            : { kind: 'update_segment', segmentId, changes };
          try {
            const { draft: next } = applyCommand(draft, edit, context);
            expect(printJson(draft)).toBe(before);
            draft = next;
          } catch (error) {
            expect(error).toMatchObject({ origin: 'client' });
            expect(printJson(draft)).toBe(before);
          }
          expect(checkDraft(draft)).toEqual([]);
          draft.tracks.forEach((track, at) =>
            expect(track.segments.filter((segment) => segment.track_render_index !== at)).toEqual([]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});
