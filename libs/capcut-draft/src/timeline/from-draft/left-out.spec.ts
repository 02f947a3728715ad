import { asDraft } from '../../draft/read/parse-draft';
import type { JsonObject } from '../../draft/json/json-value';
import { buildTimeline } from './build-timeline';
import { COMPANION_FATES } from './companion-table';

interface Extra {
  readonly kind?: string;
  readonly material?: JsonObject;
  readonly segment?: JsonObject;
  readonly track?: string;
}

function rowsWith({ kind, material = {}, segment = {}, track = 'video' }: Extra): string[] {
  const file = { id: 'm', type: 'video', path: 'a.mp4', duration: 1e6, name: 'a', content: 'word' };
  const owned = { video: 'videos', audio: 'audios', text: 'texts' }[track] ?? 'videos';
  const materials: Record<string, JsonObject[]> = { [owned]: material.id === 'm' ? [] : [file] };
  if (kind) materials[kind] = [...(materials[kind] ?? []), { id: 'c', ...material }];
  const placed = {
    id: 's',
    material_id: 'm',
    target_timerange: { start: 0, duration: 1e6 },
    source_timerange: { start: 0, duration: 1e6 },
    extra_material_refs: ['c'],
    ...segment,
  };
  const draft = asDraft({
    fps: 30,
    canvas_config: { width: 320, height: 180 },
    tracks: [{ id: 't', type: track, segments: [placed] }],
    materials,
  } as unknown as JsonObject);
  return buildTimeline(draft)
    .rows.filter(({ grade }) => grade === 'skipped')
    .map(({ construct }) => construct);
}

const leftOut = Object.entries(COMPANION_FATES).flatMap(([kind, entry]) =>
  entry.fate === 'left out' ? [[kind, entry.part] as const] : [],
);

describe('what a draft asks for and a film does not carry', () => {
  it.each(leftOut)('%s has a row where it holds a value', (kind, part) => {
    const track = part === 'sound' ? 'audio' : 'video';
    expect(rowsWith({ kind, track, material: { strength: 0.5 } })).toEqual([kind.replaceAll('_', ' ')]);
  });

  it.each(leftOut.filter(([kind]) => COMPANION_FATES[kind].fate === 'left out'))(
    '%s on a clip with sound is reported once',
    (kind) => {
      expect(rowsWith({ kind, material: { strength: 0.5 } })).toHaveLength(1);
    },
  );

  it('has a row for kinds nobody knows, and none for what they write when unused', () => {
    expect(rowsWith({ kind: 'hologram_effects', material: { depth: 3 } })).toEqual(['hologram effects']);
    expect(rowsWith({ kind: 'hologram_effects', material: { type: 'none', depth: 0 } })).toEqual([]);
  });

  it.each([
    ['sound_channel_mappings', { type: 'none', audio_channel_mapping: 0, is_config_open: false }],
    ['color_curves', { type: 'color_curves', red: { points: [{ x: 0, y: 0 }, { x: 1, y: 1 }] } }], // prettier-ignore
    ['realtime_denoises', { type: 'realtime_denoise', enable: false, denoise_rate: 0.8 }],
    ['video_trackings', { enable_video_tracking: true, trackers: [], map_path: '', config: { width: 0 } }],
    ['video_radius', { type: 'video_radius', radius: 0 }],
  ])('%s without effect has none', (kind, material) => {
    expect(rowsWith({ kind, material: material as unknown as JsonObject })).toEqual([]);
  });

  it('names further masks, unknown effects, unfollowed keyframes and computed adjustments', () => {
    expect(rowsWith({ kind: 'effects', material: { type: 'hologram', value: 1 } })).toEqual(['effect']);
    const keys = [0, 5e5].map((time_offset, index) => ({ time_offset, values: [index], curveType: 'Line' }));
    const common_keyframes = [{ property_type: 'KFTypeHologram', keyframe_list: keys }];
    expect(rowsWith({ segment: { common_keyframes } as unknown as JsonObject })).toEqual(['keyframes']);
    expect(rowsWith({ segment: { enable_smart_color_adjust: true } })).toEqual(['smart color adjustment']);
  });

  it.each([
    ['deflicker', { deflicker: { enable: true, strength: 0.5 } }],
    ['motion blur config', { motion_blur_config: { blur: 0.5 } }],
    ['algorithms', { algorithms: [{ type: 'video_gameplay' }] }],
  ])('names what the application computes for the file: %s', (construct, entry) => {
    const neutral = { algorithms: [], deflicker: null, path: '', time_range: { start: 1, duration: 2 } };
    const file = { id: 'm', type: 'video', path: 'a.mp4', video_algorithm: { ...neutral, ...entry } };
    const material = file as unknown as JsonObject;
    expect(rowsWith({ kind: 'videos', material })).toEqual([construct]);
    const unused = { ...file, video_algorithm: { ...neutral, deflicker: { enable: false, strength: 0.5 } } };
    expect(rowsWith({ kind: 'videos', material: unused as unknown as JsonObject })).toEqual([]);
  });

  it.each(['corner_pin', 'smart_motion'])('names the %s of a file', (part) => {
    const file = { id: 'm', type: 'video', path: 'a.mp4' };
    const of = (value: unknown) =>
      rowsWith({ kind: 'videos', material: { ...file, [part]: value } as never });
    expect(of({ points: [0.1, 0.2] })).toEqual([part.replace('_', ' ')]);
    expect(of(null)).toEqual([]);
  });

  it.each([
    ['background', 'canvases', { type: 'canvas_blend', image: 'a.png' }],
    ['background', 'canvases', { type: 'canvas_image', image: '', album_image: 'cloud' }],
    ['mask expansion', 'common_mask', { resource_type: 'circle', config: { expansion: 0.2 } }],
    ['vocal separation', 'vocal_separations', { choice: 1, production_path: '' }],
  ])('names a %s it cannot draw or play', (construct, kind, material) => {
    expect(rowsWith({ kind, material: material as never })).toEqual([construct]);
  });

  it.each([
    ['canvases', { type: 'canvas_color', color: '' }],
    ['common_mask', { resource_type: 'circle', config: { expansion: 0 } }],
    ['vocal_separations', { choice: 0, production_path: '' }],
  ])('%s at rest have none', (kind, material) => {
    expect(rowsWith({ kind, material: material as never })).toEqual([]);
  });

  it('names the cartoon style and the clearer voice of old clips', () => {
    expect(rowsWith({ segment: { cartoon: true } })).toEqual(['cartoon style']);
    expect(rowsWith({ segment: { intensifies_audio: true } })).toEqual(['voice enhancement']);
  });

  it('has a row for a tracker', () => {
    const material = {
      enable_video_tracking: true,
      trackers: [{ result_path: 'x' }],
    } as unknown as JsonObject;
    expect(rowsWith({ kind: 'video_trackings', material })).toEqual(['video trackings']);
  });

  it.each([
    ['inner shadow', { innerShadows: [{ distance: 1 }] }],
    ['texture fill', { fill: { content: { render_type: 'texture', texture: { path: 'x.png' } } } }],
    ['word art', { effectStyle: { id: '7', path: 'x' } }],
  ])('names the %s of a text', (construct, style) => {
    const content = JSON.stringify({ text: 'word', styles: [{ range: [0, 4], ...style }] });
    const material = { id: 'm', type: 'text', content };
    expect(rowsWith({ track: 'text', kind: 'texts', material })).toEqual([construct]);
  });
});
