import type { DraftDocument } from '../model/draft-document';
import { canvasFacts } from './canvas-facts';
import { commonFolder, timelineCandidates } from './choose-timeline';
import { keyframeTracks, rootKeyframes } from './keyframe-facts';
import { indexMaterials } from './material-index';
import { parseDraft } from './parse-draft';
import { segmentFacts } from './segment-facts';
import { tracksOf, zOrder } from './track-facts';

const draft = (over: object): DraftDocument =>
  parseDraft(JSON.stringify({ tracks: [], materials: {}, ...over }));
const segment = (id: string, start: number, duration: number, over: object = {}) => ({
  id,
  material_id: `m-${id}`,
  target_timerange: { start, duration },
  ...over,
});

describe('canvasFacts', () => {
  it('takes the first main clip for a canvas of 0×0 and the latest end for the duration', () => {
    const facts = canvasFacts(
      draft({
        canvas_config: { width: 0, height: 0 },
        tracks: [
          { type: 'video', segments: [segment('a', 0, 5)] },
          { type: 'text', segments: [segment('b', 4, 3)] },
        ],
        materials: { videos: [{ id: 'm-a', width: 1080, height: '1920' }] },
      }),
    );
    expect(facts).toEqual({ width: 1080, height: 1920, fps: 30, duration: 7 });
  });
});

describe('segmentFacts', () => {
  it('fills in every default', () => {
    expect(segmentFacts(segment('a', 0, 5) as never)).toMatchObject({
      speed: 1,
      volume: 1,
      visible: true,
      source: null,
      clip: { scale: { x: 1, y: 1 }, translate: { x: 0, y: 0 }, alpha: 1, flipHorizontal: false },
      refs: [],
    });
  });

  it('reads numbers that are spelled as text', () => {
    expect(segmentFacts(segment('a', 0, 5, { speed: '2', volume: '0.5' }) as never)).toMatchObject({
      speed: 2,
      volume: 0.5,
    });
  });
});

describe('tracksOf and zOrder', () => {
  const tracks = [
    { type: 'video', attribute: 0, segments: [segment('main', 0, 1, { render_index: 0 })] },
    { type: 'text', segments: [segment('text', 0, 1, { render_index: 14000 })] },
    { type: 'video', attribute: 1, segments: [segment('overlay', 0, 1, { render_index: 3 })] },
    { type: 'audio', segments: [segment('sound', 0, 1)] },
  ];
  const order = (over: object) => zOrder(draft({ tracks, ...over })).map((layer) => layer.segment.id);

  it('knows the main track and what is muted', () => {
    const facts = tracksOf(draft({ tracks, config: { video_mute: true } }));
    expect(facts.map((track) => [track.main, track.muted])).toEqual([
      [true, true],
      [false, false],
      [false, true],
      [false, false],
    ]);
  });

  it('stacks by track order or by render index, as the document says', () => {
    expect(order({ render_index_track_mode_on: true })).toEqual(['main', 'text', 'overlay']);
    expect(order({ render_index_track_mode_on: false })).toEqual(['main', 'overlay', 'text']);
  });
});

describe('keyframeTracks', () => {
  it('reads both mechanisms and leaves out properties that stand still', () => {
    const document = draft({ keyframes: { videos: [olderKey('k1', 0, 0), olderKey('k2', 500, 1)] } });
    const animated = segment('a', 0, 5, {
      common_keyframes: [
        {
          property_type: 'KFTypeScaleX',
          keyframe_list: [
            { time_offset: 9, values: [2.0] },
            { time_offset: 1, values: [1.0] },
          ],
        },
      ],
      keyframe_refs: ['k1', 'k2', 'gone'],
    });
    expect(keyframeTracks(animated as never, rootKeyframes(document))).toMatchObject([
      {
        property: 'KFTypeScaleX',
        keys: [
          { offset: 1, values: [1], curve: 'Line' },
          { offset: 9, values: [2] },
        ],
      },
      {
        property: 'KFTypeAlpha',
        keys: [
          { offset: 0, values: [0] },
          { offset: 500, values: [1] },
        ],
      },
    ]);
  });
});

function olderKey(id: string, offset: number, alpha: number): object {
  return { id, time_offset: offset, alpha, position: { x: 0, y: 0 }, flags: 8 };
}

describe('indexMaterials', () => {
  it('finds by id over all arrays and ignores dangling references', () => {
    const index = indexMaterials(
      draft({ materials: { speeds: [{ id: 's', speed: 2 }], masks: [{ id: 'x' }] } }),
    );
    expect(index.find('s')?.kind).toBe('speeds');
    expect(index.companions(['gone', 'x', 's']).map((found) => found.kind)).toEqual(['masks', 'speeds']);
    expect(index.companion(['s', 'x'], 'masks')?.id).toBe('x');
  });
});

describe('timelineCandidates', () => {
  const project = '{"main_timeline_id":"MAIN-1"}';
  const files = (nested: number, root: number) => [
    { path: 'draft_info.json', modifiedMs: root },
    { path: 'draft_info.json.bak', modifiedMs: root },
    { path: 'Timelines/MAIN-1/draft_info.json', modifiedMs: nested },
  ];

  it('prefers the main timeline unless the root file is newer', () => {
    expect(timelineCandidates(files(2, 1), project)[0]).toBe('Timelines/MAIN-1/draft_info.json');
    expect(timelineCandidates(files(1, 2), project)[0]).toBe('draft_info.json');
  });

  it('falls back to mirrors and does not follow a hostile timeline id', () => {
    expect(timelineCandidates([{ path: 'template-2.tmp' }], '{"main_timeline_id":"../../etc"}')).toEqual([
      'template-2.tmp',
    ]);
  });

  it('finds the folder inside an archive', () => {
    expect(commonFolder(['My film/draft_content.json', 'My film/Timelines/x/draft_content.json'])).toBe(
      'My film/',
    );
    expect(commonFolder(['draft_info.json', 'Resources/a.mp4'])).toBe('');
  });
});
