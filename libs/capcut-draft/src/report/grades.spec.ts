import type { JsonObject } from '../draft/json/json-value';
import { asDraft } from '../draft/read/parse-draft';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import { gradeTimeline } from './grade-timeline';

type Fields = Record<string, unknown>;
interface Clip {
  readonly speed?: number;
  /** Companion, by its list. */
  readonly companions?: Readonly<Record<string, Fields>>;
  readonly segment?: Fields;
  readonly track?: 'video' | 'text';
}

/** What is said about one clip of a second, `grade: note` by construct. */
function gradesOf({ speed = 1, companions = {}, segment = {}, track = 'video' }: Clip): Map<string, string> {
  const materials: Record<string, Fields[]> = {
    videos: [{ id: 'clip', type: 'video', path: 'a.mp4', width: 320, height: 180, duration: 1e7 }],
    texts: [{ id: 'words', type: 'text', content: '{"text":"Words","styles":[{"range":[0,5],"size":10}]}' }],
  };
  for (const [list, fields] of Object.entries(companions))
    materials[list] = [...(materials[list] ?? []), { id: list, ...fields }];
  const placed = {
    ...{
      id: 's',
      material_id: track === 'video' ? 'clip' : 'words',
      extra_material_refs: Object.keys(companions),
    },
    target_timerange: { start: 0, duration: 1e6 },
    source_timerange: { start: 0, duration: 1e6 * speed },
    ...segment,
  };
  const draft = {
    ...{ fps: 30, canvas_config: { width: 320, height: 180 }, materials },
    tracks: [{ id: 't', type: track, segments: [placed] }],
  };
  const { timeline, rows } = buildTimeline(asDraft(draft as unknown as JsonObject));
  const all = [...rows, ...gradeTimeline(timeline)];
  return new Map(all.map(({ construct, grade, note }) => [construct, `${grade}: ${note}`]));
}

const moving = (property: string): Fields => ({
  common_keyframes: [
    {
      property_type: property,
      keyframe_list: [0, 1].map((value) => ({
        time_offset: 5e5 * value,
        values: [value],
        curveType: 'Line',
      })),
    },
  ],
});
const slider = (type: string): Clip => ({ companions: { effects: { type, value: 0.5 } } });
const mask = (resource_type: string, config: Fields = {}): Clip => ({
  companions: { common_mask: { resource_type, config } },
});

describe('grades', () => {
  it.each<[construct: string, expected: string, clip: Clip]>([
    ['keyframes', 'exact: x', { segment: moving('KFTypePositionX') }],
    ['keyframes', 'exact: x', { segment: moving('KFTypePositionX'), track: 'text' }],
    [
      'keyframes',
      'near: x; their times follow the speed of the clip',
      { speed: 2, segment: moving('KFTypePositionX'), companions: { speeds: { speed: 2 } } },
    ],
    ['keyframes', 'exact: mask width', { ...mask('circle'), segment: moving('KFTypeCommonMaskSizeWidth') }],
    ['mask', 'exact: circle', mask('circle')],
    ['mask', 'near: heart; its outline is assumed', mask('heart')],
    ['mask', 'near: star; its outline is assumed', mask('pentagram')],
    ['mask', 'near: linear', mask('line', { feather: 0.1 })],
    ['adjustment', 'near: saturation 0.5', slider('saturation')],
    ['adjustment', 'approximate: sharpen 0.5', slider('sharpen')],
    ['adjustment', 'approximate: vignetting 0.5', slider('vignetting')],
    ['adjustment', 'approximate: particle 0.5', slider('particle')],
    ['adjustment', 'approximate: clear 0.5', slider('clear')],
    [
      'gradient',
      'near: its direction is assumed; its colors lie evenly along it',
      {
        companions: {
          material_colors: {
            is_color_clip: true,
            is_gradient: true,
            gradient_colors: ['#FF0000FF', '#0000FFFF'],
          },
        },
      },
    ],
    [
      'background',
      'exact: color',
      { companions: { canvases: { type: 'canvas_color', color: '#102030FF' } } },
    ],
    ['background', 'exact: image', { companions: { canvases: { type: 'canvas_image', image: 'a.png' } } }],
    ['blurred background', 'approximate: strength', { companions: { canvases: { type: 'canvas_blur' } } }],
  ])('%s is %s', (construct, expected, clip) => {
    expect(gradesOf(clip).get(construct)).toMatch(new RegExp(`^${expected}`));
  });
});
