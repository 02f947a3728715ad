import { checkDraft } from '../check/check-draft';
import { printJson } from '../json/print-json';
import { indexMaterials } from '../read/material-index';
import { segmentFacts } from '../read/segment-facts';
import { textFacts } from '../read/text-facts';
import { tracksOf } from '../read/track-facts';
import { applyCommand } from './apply-command';
import type { AddCaptions, ClipItem, DraftCommand } from './draft-command';
import {
  context,
  blank,
  video,
  photo,
  sound,
  clips,
  STYLE,
  captions,
  run,
  segmentOf,
} from '../../../../../test/drafts/edit-samples';

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
