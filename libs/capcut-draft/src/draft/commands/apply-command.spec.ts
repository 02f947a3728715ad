import fc from 'fast-check';
import { findEntry } from '../../catalogues/effect-catalogue';
import { checkDraft } from '../check/check-draft';
import { printJson } from '../json/print-json';
import { parseJson } from '../json/parse-json';
import type { DraftDocument } from '../model/draft-document';
import { indexMaterials } from '../read/material-index';
import { segmentFacts } from '../read/segment-facts';
import { textFacts } from '../read/text-facts';
import { tracksOf } from '../read/track-facts';
import { applyPatch, diffDrafts, type PatchStep } from '../revisions/draft-patch';
import { blankDraft } from '../write/blank-draft';
import type { EditContext } from '../write/edit-context';
import { PHOTO_DURATION, type PlacedMedia } from '../write/new-media';
import { applyCommand } from './apply-command';
import type { AddCaptions, ClipItem, DraftCommand, EditResult } from './draft-command';

let count = 0;
const context: EditContext = { newId: () => (++count).toString(16).padStart(32, '0'), find: findEntry };
const blank = () =>
  blankDraft({
    id: context.newId(),
    mainTrackId: context.newId(),
    name: 'film',
    width: 1080,
    height: 1920,
    fps: 30,
  });
const placement = { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: 0 };
const video = (seconds: number): PlacedMedia => ({
  kind: 'video',
  path: 'v.mp4',
  name: 'v.mp4',
  contentId: 'c1',
  width: 1920,
  height: 1080,
  duration: seconds * 1e6,
  hasAudio: true,
});
const photo: PlacedMedia = { ...video(0), kind: 'photo', duration: PHOTO_DURATION, hasAudio: false };
const sound = (seconds: number): PlacedMedia => ({ ...video(seconds), kind: 'audio', width: 0, height: 0 });
const clips = (...items: ClipItem[]): DraftCommand => ({
  kind: 'add_clips',
  field: 'video_infos',
  items,
  placement,
});
const STYLE: AddCaptions['style'] = {
  textColor: '#ffffff',
  alignment: 1,
  alpha: 1,
  fontSize: 15,
  letterSpacing: 0,
  lineSpacing: 0,
  bold: false,
  italic: false,
  underline: false,
};
const captions = (...items: AddCaptions['items']): AddCaptions => ({
  kind: 'add_captions',
  field: 'captions',
  items,
  style: STYLE,
  placement,
});

function run(
  commands: DraftCommand[],
  from: DraftDocument = blank(),
): { draft: DraftDocument; results: EditResult[] } {
  const results: EditResult[] = [];
  let draft = from;
  for (const command of commands) {
    const outcome = applyCommand(draft, command, context);
    draft = outcome.draft;
    results.push(outcome.result);
  }
  return { draft, results };
}

const segmentOf = (draft: DraftDocument, id: string) =>
  tracksOf(draft)
    .flatMap((track) => track.segments)
    .find((segment) => segment.id === id);

describe('add_clips', () => {
  it('places clips on the frame grid, never past their source, and says what it placed', () => {
    const { draft, results } = run([
      clips(
        { media: video(4), start: 0, end: 3_010_000 },
        { media: video(2), start: 3_010_000, end: 9_000_000 },
      ),
    ]);
    expect(results[0]?.segments.map(({ start, end }) => [start, end])).toEqual([
      [0, 3_000_000],
      [3_000_000, 5_000_000],
    ]);
    expect(results[0]?.warnings).toMatchObject([{ field: 'video_infos[1].end' }]);
    expect(checkDraft(draft)).toEqual([]);
    expect(draft.tracks).toHaveLength(1);
    expect(draft.duration).toBe(5_000_000);
  });

  it('keeps source and place in step at 2×', () => {
    const { draft } = run([clips({ media: video(10), start: 0, end: 4_000_000, speed: 2 })]);
    const segment = segmentFacts(draft.tracks[0]!.segments[0]!);
    expect(segment).toMatchObject({
      speed: 2,
      source: { start: 0, duration: 8_000_000 },
      target: { start: 0, duration: 4_000_000 },
    });
    expect(indexMaterials(draft).companion(segment.refs, 'speeds')).toMatchObject({ speed: 2 });
    expect(checkDraft(draft)).toEqual([]);
  });

  it('uses the main track first and overlays above it later', () => {
    const { draft } = run([
      clips({ media: photo, start: 0, end: 1e6 }),
      clips({ media: photo, start: 0, end: 1e6 }),
    ]);
    expect(draft.tracks.map((track) => [track.flag, track.segments.length])).toEqual([
      [0, 1],
      [2, 1],
    ]);
  });

  it('honors transition, mask, crop, fades, blend mode and animations', () => {
    const { draft, results } = run([
      clips(
        {
          media: video(5),
          start: 0,
          end: 5e6,
          transition: { name: 'Mix', duration: 700_000 },
          mask: {
            name: '圆形',
            x: 96,
            y: 54,
            width: 512,
            height: 540,
            feather: 30,
            rotation: 0,
            invert: false,
            roundCorner: 0,
          },
          crop: { left: 0, top: 0, right: 0.5, bottom: 1 },
          fadeIn: 1e6,
          fadeOut: 2e6,
          blendMode: 'Screen',
          inAnimation: { name: 'Fade In' },
          outAnimation: { name: 'Fade Out', duration: 800_000 },
        },
        { media: video(5), start: 5e6, end: 8e6, transition: { name: 'Mix' } },
      ),
    ]);
    const index = indexMaterials(draft);
    const refs = segmentFacts(draft.tracks[0]!.segments[0]!).refs;
    expect(index.companion(refs, 'transitions')).toMatchObject({
      resource_id: '6724845717472416269',
      duration: 700_000,
    });
    expect(index.companion(refs, 'masks')).toMatchObject({
      resource_type: 'circle',
      config: { centerX: 0.2, centerY: 0.1, height: 0.5, feather: 0.3, width: 0.5625 },
    });
    expect(index.companion(refs, 'audio_fades')).toMatchObject({
      fade_in_duration: 1e6,
      fade_out_duration: 2e6,
    });
    expect(index.companion(refs, 'effects')).toMatchObject({ type: 'mix_mode' });
    expect(index.companion(refs, 'material_animations')?.animations).toMatchObject([
      { type: 'in', start: 0 },
      { type: 'out', start: 4_200_000, duration: 800_000 },
    ]);
    expect(draft.materials.videos?.[0]?.crop).toMatchObject({ lower_right_x: 0.5, upper_left_x: 0 });
    expect(results[0]?.warnings).toMatchObject([{ field: 'video_infos[1].transition' }]);
    expect(checkDraft(draft)).toEqual([]);
  });

  it.each([
    [
      'overlapping items',
      [
        { media: video(5), start: 0, end: 3e6 },
        { media: video(5), start: 2e6, end: 4e6 },
      ],
      'conflict',
      'video_infos[1]',
    ],
    [
      'an end before the start',
      [{ media: video(5), start: 3e6, end: 2e6 }],
      'invalid_parameter',
      'video_infos[0].end',
    ],
    [
      'a negative start',
      [{ media: video(5), start: -1, end: 2e6 }],
      'invalid_parameter',
      'video_infos[0].start',
    ],
    [
      'an unknown transition',
      [{ media: video(5), start: 0, end: 2e6, transition: { name: 'Mixx' } }],
      'catalogue_unknown',
      'video_infos[0].transition',
    ],
  ] as [string, ClipItem[], string, string][])('refuses %s and changes nothing', (_, items, code, param) => {
    const before = blank();
    const text = printJson(before);
    expect(() => applyCommand(before, clips(...items), context)).toThrow(
      expect.objectContaining({ code, param }),
    );
    expect(printJson(before)).toBe(text);
  });
});

describe('add_audios', () => {
  it('applies volume and fades, and gives overlapping sounds tracks of their own', () => {
    const { draft, results } = run([
      {
        kind: 'add_audios',
        field: 'audios',
        items: [
          { media: sound(60), start: 0, volume: 0.6, fadeIn: 2e6, fadeOut: 3e6 },
          { media: sound(2), start: 5e6, volume: 1.2 },
          { media: sound(20), start: 10e6, end: 40e6 },
        ],
      },
    ]);
    const audio = tracksOf(draft).filter((track) => track.type === 'audio');
    expect(
      audio.map((track) =>
        track.segments.map((segment) => [segment.target.start, segment.target.duration, segment.volume]),
      ),
    ).toEqual([
      [[0, 60e6, 0.6]],
      [
        [5e6, 2e6, 1.2],
        [10e6, 20e6, 1],
      ],
    ]);
    expect(draft.materials.audio_fades).toMatchObject([{ fade_in_duration: 2e6, fade_out_duration: 3e6 }]);
    expect(results[0]?.warnings).toHaveLength(1);
    expect(checkDraft(draft)).toEqual([]);
  });

  it('shortens fades that do not fit', () => {
    const { draft } = run([
      {
        kind: 'add_audios',
        field: 'audios',
        items: [{ media: sound(3), start: 0, fadeIn: 3e6, fadeOut: 3e6 }],
      },
    ]);
    expect(draft.materials.audio_fades).toMatchObject([
      { fade_in_duration: 1.5e6, fade_out_duration: 1.5e6 },
    ]);
  });
});

describe('add_captions', () => {
  it('highlights every keyword in UTF-16 units', () => {
    const { draft } = run([
      captions({
        text: '😀 great news, great',
        start: 0,
        end: 1e6,
        keyword: { words: 'great|news', color: '#ff7100', fontSize: 20 },
      }),
    ]);
    const facts = textFacts(draft.materials.texts![0]!);
    expect(facts.runs.map((run) => facts.text.slice(run.start, run.end))).toEqual([
      '😀 ',
      'great',
      ' ',
      'news',
      ', ',
      'great',
    ]);
    expect(facts.runs[1]?.style).toMatchObject({
      size: 20,
      color: { r: 1, g: expect.closeTo(0.443, 3), b: 0 },
    });
    expect(checkDraft(draft)).toEqual([]);
  });

  it('puts a loop between intro and outro and lets word art rule', () => {
    const { draft } = run([
      {
        ...captions({
          text: 'hi',
          start: 0,
          end: 3e6,
          inAnimation: { name: '渐显' },
          outAnimation: { name: '渐隐' },
          loopAnimation: { name: 'VHS' },
        }),
        style: { ...STYLE, borderColor: '#000000', textEffect: '红黄火焰综艺花字' },
      } as AddCaptions,
    ]);
    const animations = draft.materials.material_animations?.[0]?.animations as {
      type: string;
      start: number;
      duration: number;
    }[];
    expect(animations.map((each) => each.type)).toEqual(['in', 'out', 'loop']);
    expect(animations[2]!.start).toBe(animations[0]!.duration);
    expect(draft.materials.effects).toMatchObject([
      { type: 'text_effect', resource_id: '7539407429763796249' },
    ]);
    expect(draft.materials.texts?.[0]).toMatchObject({ border_color: '', text_color: '#ffffff' });
  });
});

describe('add_keyframes', () => {
  const keyed = (
    items: [property: string, offset: number, value: number][],
    over: Partial<ClipItem> = {},
  ) => {
    const first = run([clips({ media: video(20), start: 1e6, end: 5e6, ...over })]);
    const id = first.results[0]!.segments[0]!.id;
    const command: DraftCommand = {
      kind: 'add_keyframes',
      field: 'keyframes',
      items: items.map(([property, offset, value]) => ({ segmentId: id, property, offset, value })),
    };
    const { draft, results } = run([command], first.draft);
    return { segment: segmentOf(draft, id)!.raw, result: results[0]! };
  };

  it('stores keys in source time, sorted, one per moment', () => {
    const { segment, result } = keyed(
      [
        ['KFTypeAlpha', 2e6, 0.5],
        ['KFTypeAlpha', 0, 1],
        ['KFTypeAlpha', 2e6, 0],
      ],
      { sourceStart: 3e6, speed: 2 },
    );
    expect(segment.common_keyframes).toMatchObject([
      {
        property_type: 'KFTypeAlpha',
        keyframe_list: [
          { time_offset: 3e6, values: [1] },
          { time_offset: 7e6, values: [0] },
        ],
      },
    ]);
    expect(result.count).toBe(3);
  });

  it('reads positions beyond 1 as pixels and clamps the offset to the clip', () => {
    const { segment } = keyed([
      ['KFTypePositionX', 99e6, 540],
      ['KFTypePositionY', 0, -0.5],
    ]);
    expect(segment.common_keyframes).toMatchObject([
      { keyframe_list: [{ time_offset: 4e6, values: [0.5] }] },
      { keyframe_list: [{ values: [-0.5] }] },
    ]);
  });

  it('warns instead of failing for what cannot be animated', () => {
    const { result } = keyed([
      ['KFTypeScaleX', 0, 1],
      ['UNIFORM_SCALE', 0, 1],
    ]);
    expect(result).toMatchObject({ count: 1, warnings: [{ field: 'keyframes[1]' }] });
  });
});

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
});
