import {
  checkDraft,
  indexMaterials,
  parseDraft,
  PROFILE_NAMES,
  textFacts,
  tracksOf,
  type DraftDocument,
} from '@onereel/capcut-draft';
import { metaComplaints, timelineComplaints } from './draft-schema';
import type { Body } from './draft-service';
import { CapcutMateClient, filmMedia, makeFilm } from './film-script';
import { unzip } from './unzip';
import { useDrafts } from './use-drafts';

const drafts = useDrafts(undefined, filmMedia);
let draftUrl: string;
beforeAll(async () => {
  draftUrl = await makeFilm(new CapcutMateClient(drafts.url), drafts.files.url);
}, 60_000);

const idOf = (): string => new URL(draftUrl).searchParams.get('draft_id') ?? '';
const LAYOUTS = ['root', 'timelines'] as const;
const PACKAGES = PROFILE_NAMES.flatMap((profile) => LAYOUTS.map((layout) => [profile, layout] as const));

async function packageOf(profile: string, layout: string): Promise<Map<string, Buffer>> {
  const path = `/api/v1/drafts/${idOf()}/package?profile=${profile}&layout=${layout}`;
  const response = await fetch(`${drafts.url}${path}`);
  expect(response.status).toBe(200);
  const entries = await unzip(Buffer.from(await response.arrayBuffer()));
  return new Map([...entries].map(([name, bytes]) => [name.slice(name.indexOf('/') + 1), bytes]));
}

describe('a film of a minute, made over HTTP only', () => {
  it.each(PACKAGES)('is what %s (%s) can open', async (profile, layout) => {
    const entries = await packageOf(profile, layout);
    const main = profile.endsWith('mac') ? 'draft_info.json' : 'draft_content.json';
    const text = String(entries.get(main));
    const timeline = JSON.parse(text) as Body;
    expect(timelineComplaints(timeline)).toEqual([]);
    const meta = JSON.parse(String(entries.get('draft_meta_info.json'))) as Body;
    expect(metaComplaints(meta)).toEqual([]);
    expect([meta.tm_duration, timeline.duration]).toEqual([60_000_000, 60_000_000]);

    const document = parseDraft(text);
    expect(checkDraft(document)).toEqual([]);
    expect(danglingIds(document)).toEqual([]);
    expect(offGrid(document)).toEqual([]);
    expect(contents(document)).toEqual(FILM);

    const paths = ['videos', 'audios'].flatMap((kind) =>
      document.materials[kind]!.map(({ path }) => String(path)),
    );
    const inside = paths.map((path) => path.slice(path.indexOf('_##/') + 4));
    expect(inside.filter((path) => !entries.has(path))).toEqual([]);
    const bin = new Set(meta.draft_materials[0].value.map((entry: Body) => entry.id));
    for (const kind of ['videos', 'audios'])
      expect(document.materials[kind]!.filter((each) => !bin.has(each.local_material_id))).toEqual([]);
    const copies = [...entries.keys()].filter((name) => /draft_(content|info)\.json$/.test(name));
    expect(copies).toHaveLength(layout === 'timelines' ? 3 : 2);
    for (const copy of copies) expect(String(entries.get(copy))).toBe(text);
  });

  it('is handed to the desktop client file by file', async () => {
    const listed = (await (await fetch(draftUrl)).json()) as Body;
    expect(listed.code).toBe(0);
    expect(listed.files).toHaveLength(4 + 9);
    const timeline = (await (await fetch(listed.files[0])).json()) as Body;
    expect(timelineComplaints(timeline)).toEqual([]);
    for (const url of listed.files.slice(3)) {
      const media = await fetch(url);
      expect([media.status, (await media.arrayBuffer()).byteLength > 100]).toEqual([200, true]);
    }
  });

  it('would not pass the schema check with a key too much, too little or of another type', () => {
    const complaints = (change: (segment: Body) => void): string[] => {
      const segment = { id: 's', extra: 1 };
      change(segment);
      return timelineComplaints({ tracks: [{ id: 't', type: 'video', segments: [segment] }], materials: {} });
    };
    expect(complaints(() => undefined)).toEqual(
      expect.arrayContaining([
        'tracks[0].segments[0]: extra is not known',
        'tracks[0].segments[0]: material_id is missing',
        'tracks[0]: attribute is missing',
      ]),
    );
    expect(complaints((segment) => (segment.volume = 'loud'))).toContain(
      'tracks[0].segments[0].volume: "loud" is not number',
    );
  });
});

const FILM = {
  canvas: [1080, 1920, 30],
  tracks: [
    ['video', 6],
    ['audio', 1],
    ['audio', 1],
    ['text', 20],
    ['sticker', 1],
    ['sticker', 1],
    ['filter', 2],
    ['effect', 1],
    ['video', 1],
  ],
  transitions: 5,
  fades: [[2_000_000, 3_000_000]],
  highlights: 20,
  masks: 1,
  keys: [3, 3, 3, 3],
};

function contents(document: DraftDocument): object {
  const { materials } = document;
  const canvas = document.canvas_config;
  const segments = document.tracks.flatMap((track) => track.segments);
  return {
    canvas: [canvas.width, canvas.height, document.fps],
    tracks: tracksOf(document).map((track) => [track.type, track.segments.length]),
    transitions: materials.transitions?.length,
    fades: materials.audio_fades?.map((fade) => [fade.fade_in_duration, fade.fade_out_duration]),
    highlights: materials.texts?.filter((text) => textFacts(text).runs.some((run) => run.style.size === 18))
      .length,
    masks: (materials.masks?.length ?? 0) + (materials.common_mask?.length ?? 0),
    keys: segments.flatMap((segment) =>
      (segment.common_keyframes as Body[]).map(({ keyframe_list: keys }) => keys.length),
    ),
  };
}

/** Ids that are named but not there, or there but named by nothing. */
function danglingIds(document: DraftDocument): string[] {
  const index = indexMaterials(document);
  const segments = document.tracks.flatMap((track) => track.segments);
  const named = new Set(
    segments.flatMap((each) => [each.material_id, ...(each.extra_material_refs as string[])]),
  );
  const dangling = [...named].filter((id) => !index.find(id));
  const owned = Object.values(document.materials).flatMap((list) => list.map(({ id }) => id));
  return [...dangling, ...owned.filter((id) => !named.has(id))];
}

/** Ends of segments that are no whole frame. */
function offGrid(document: DraftDocument): number[] {
  const ends = document.tracks.flatMap((track) =>
    track.segments.flatMap(({ target_timerange: { start, duration } }) => [start, start + duration]),
  );
  return ends.filter((time) => time !== Math.round((Math.round((time * 30) / 1e6) * 1e6) / 30));
}
