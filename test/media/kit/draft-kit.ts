import { asDraft, type DraftDocument, type JsonObject } from '@onereel/capcut-draft';

type Fields = Record<string, unknown>;

/** Puts drafts together in the shape the applications save, for tests. */
export class DraftKit {
  private readonly materials: Record<string, Fields[]> = {};
  private readonly tracks: { id: string; type: string; segments: Fields[] }[] = [];
  private next = 0;

  constructor(
    private readonly width = 320,
    private readonly height = 180,
    private readonly fps = 30,
  ) {}

  material(kind: string, fields: Fields): string {
    const id = `m${this.next++}`;
    (this.materials[kind] ??= []).push({ id, ...fields });
    return id;
  }

  video(path: string, fields: Fields = {}): string {
    return this.material('videos', {
      type: 'video',
      path,
      width: 320,
      height: 180,
      duration: 10_000_000,
      has_audio: false,
      ...fields,
    });
  }

  photo(path: string): string {
    return this.material('videos', { type: 'photo', path, duration: 10_800_000_000 });
  }

  color(hex: string): { material: string; refs: string[] } {
    const refs = [this.material('material_colors', { is_color_clip: true, solid_color: hex })];
    return { material: this.video('', { type: 'photo' }), refs };
  }

  text(text: string, style: Fields = {}, flat: Fields = {}): string {
    const content = JSON.stringify({ text, styles: [{ range: [0, text.length], size: 15, ...style }] });
    return this.material('texts', { type: 'text', content, ...flat });
  }

  track(type: string): { add: (material: string, at: number, seconds: number, fields?: Fields) => string } {
    const track = { id: `t${this.next++}`, type, segments: [] as Fields[] };
    this.tracks.push(track);
    const us = (seconds: number): number => Math.round((Math.round(seconds * this.fps) * 1e6) / this.fps);
    return {
      add: (material, at, seconds, fields = {}) => {
        const id = `s${this.next++}`;
        track.segments.push({
          id,
          material_id: material,
          target_timerange: { start: us(at), duration: us(at + seconds) - us(at) },
          extra_material_refs: [],
          ...fields,
        });
        return id;
      },
    };
  }

  build(): DraftDocument {
    return asDraft({
      fps: this.fps,
      canvas_config: { width: this.width, height: this.height },
      render_index_track_mode_on: true,
      tracks: this.tracks,
      materials: this.materials,
    } as unknown as JsonObject);
  }
}

export const clip = (fields: Fields = {}): { clip: Fields } => ({
  clip: {
    scale: { x: 1, y: 1 },
    transform: { x: 0, y: 0 },
    rotation: 0,
    alpha: 1,
    flip: { horizontal: false, vertical: false },
    ...fields,
  },
});

export const keyframes = (
  property: string,
  keys: readonly (readonly [seconds: number, value: number, extra?: Fields])[],
): Fields => ({
  property_type: property,
  keyframe_list: keys.map(([seconds, value, extra]) => ({
    time_offset: Math.round(seconds * 1e6),
    values: [value],
    curveType: 'Line',
    ...extra,
  })),
});
