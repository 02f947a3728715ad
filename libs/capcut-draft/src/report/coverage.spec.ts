import { listEntries } from '../catalogues/effect-catalogue';
import type { CatalogueEntry, CatalogueKind } from '../draft/write/edit-context';
import type { JsonObject } from '../draft/json/json-value';
import { asDraft } from '../draft/read/parse-draft';
import { buildTimeline } from '../timeline/from-draft/build-timeline';
import { gradeTimeline } from './grade-timeline';
import type { ReportRow } from './report-row';

interface Place {
  /** Track the construct lives on. */
  readonly track: 'video' | 'text' | 'filter' | 'effect' | 'audio';
  /** List of materials its entry goes into. */
  readonly list: string;
  readonly fields: (entry: CatalogueEntry, name: string) => Record<string, unknown>;
  readonly construct: string;
}

const named = (type: string) => (entry: CatalogueEntry, name: string) => ({
  type,
  name,
  resource_id: entry.resourceId,
  effect_id: entry.effectId,
});
const animation = (track: Place['track'], type: string): Place => ({
  track,
  list: 'material_animations',
  construct: 'animation',
  fields: (entry, name) => ({ animations: [{ ...named(type)(entry, name), duration: 500_000 }] }),
});

const PLACES: Readonly<Partial<Record<CatalogueKind, Place>>> = {
  transitions: {
    track: 'video',
    list: 'transitions',
    construct: 'transition',
    fields: (entry, name) => ({ ...named('transition')(entry, name), duration: 500_000 }),
  },
  'clip-animations-in': animation('video', 'in'),
  'clip-animations-out': animation('video', 'out'),
  'clip-animations-combo': animation('video', 'group'),
  'text-animations-in': animation('text', 'in'),
  'text-animations-out': animation('text', 'out'),
  'text-animations-loop': animation('text', 'loop'),
  filters: { track: 'filter', list: 'effects', construct: 'filter', fields: named('filter') },
  'scene-effects': {
    track: 'effect',
    list: 'video_effects',
    construct: 'effect',
    fields: named('video_effect'),
  },
  'character-effects': {
    track: 'effect',
    list: 'video_effects',
    construct: 'effect',
    fields: named('face_effect'),
  },
  masks: {
    track: 'video',
    list: 'common_mask',
    construct: 'mask',
    fields: (entry, name) => ({
      ...named('mask')(entry, name),
      resource_type: entry.resourceType,
      config: {},
    }),
  },
  'blend-modes': { track: 'video', list: 'effects', construct: 'mix mode', fields: named('mix_mode') },
  'word-art': { track: 'text', list: 'effects', construct: 'word art', fields: named('text_effect') },
  'audio-effects': {
    track: 'audio',
    list: 'audio_effects',
    construct: 'voice effect',
    fields: named('audio_effect'),
  },
};
const KINDS = Object.keys(PLACES) as CatalogueKind[];

/** A draft with one segment per entry and name, and the constructs the report must speak of, by segment. */
function draftOf(kind: CatalogueKind, place: Place): { draft: JsonObject; expected: Map<string, string> } {
  const materials: Record<string, Record<string, unknown>[]> = {
    videos: [{ id: 'clip', type: 'video', path: '/a.mp4', width: 320, height: 180, duration: 1e10 }],
    texts: [{ id: 'words', type: 'text', content: '{"text":"Words","styles":[{"range":[0,5],"size":10}]}' }],
    audios: [{ id: 'sound', type: 'extract_music', path: '/a.wav', duration: 1e10 }],
  };
  const carrier = { video: 'clip', text: 'words', audio: 'sound' } as Record<string, string>;
  const expected = new Map<string, string>();
  const list = (materials[place.list] ??= []);
  const segments = listEntries(kind)
    .entries.flatMap((entry) => entry.names.map((name) => ({ entry, name })))
    .map(({ entry, name }, index) => {
      list.push({ id: `x${index}`, ...place.fields(entry, name) });
      expected.set(`s${index}`, name);
      const own = carrier[place.track] === undefined;
      return {
        id: `s${index}`,
        material_id: own ? `x${index}` : carrier[place.track],
        extra_material_refs: own ? [] : [`x${index}`],
        target_timerange: { start: index * 1_000_000, duration: 1_000_000 },
        source_timerange: { start: 0, duration: 1_000_000 },
      };
    });
  const last = { ...segments[0], id: 'last', extra_material_refs: [] };
  last.target_timerange = { start: segments.length * 1_000_000, duration: 1_000_000 };
  return {
    draft: {
      fps: 30,
      canvas_config: { width: 320, height: 180 },
      tracks: [
        { id: 't', type: place.track, segments: place.track === 'video' ? [...segments, last] : segments },
      ],
      materials,
    } as unknown as JsonObject,
    expected,
  };
}

describe('the report speaks of every entry of the catalogue', () => {
  it.each(KINDS)('%s', (kind) => {
    const place = PLACES[kind] as Place;
    const { draft, expected } = draftOf(kind, place);
    const { timeline, rows } = buildTimeline(asDraft(draft));
    const bySegment = new Map<string, ReportRow[]>();
    for (const row of [...rows, ...gradeTimeline(timeline)])
      if (row.construct === place.construct)
        bySegment.set(row.segment, [...(bySegment.get(row.segment) ?? []), row]);
    const silent = [...expected].filter(([segment]) => bySegment.get(segment)?.length !== 1);
    expect(silent.slice(0, 5)).toEqual([]);
    for (const [row] of bySegment.values()) expect(row.note).not.toBe('');
  });
});

it.each([
  ['777', 'nothing resembles "Nowhere" (777)'],
  ['', 'nothing resembles "Nowhere"'],
])('names an unknown effect with the id %j', (resource_id, note) => {
  const effect = { id: 'e', type: 'video_effect', name: 'Nowhere', resource_id };
  const segment = { id: 's', material_id: 'e', target_timerange: { start: 0, duration: 1_000_000 } };
  const draft = asDraft({
    fps: 30,
    canvas_config: { width: 320, height: 180 },
    tracks: [{ id: 't', type: 'effect', segments: [segment] }],
    materials: { video_effects: [effect] },
  });
  const rows = gradeTimeline(buildTimeline(draft).timeline);
  expect(rows.filter(({ construct }) => construct === 'effect').map((row) => row.note)).toEqual([note]);
});
