import type { JsonObject } from '../../draft/json/json-value';
import { asDraft } from '../../draft/read/parse-draft';
import type { Picture } from '../timeline';
import { buildTimeline } from './build-timeline';

/** A clip of a second with one more material. */
function clipWith(list: string, material: object, segment: object = {}): Picture {
  const file = { id: 'm', type: 'video', path: 'a.mp4', width: 320, height: 180, duration: 1e6 };
  const placed = {
    ...{ id: 's', material_id: 'm', extra_material_refs: ['c'] },
    target_timerange: { start: 0, duration: 1e6 },
    source_timerange: { start: 0, duration: 1e6 },
    ...segment,
  };
  const draft = {
    ...{ fps: 30, canvas_config: { width: 320, height: 180 } },
    tracks: [{ id: 't', type: 'video', segments: [placed] }],
    materials: { videos: [file], [list]: [{ id: 'c', ...material }] },
  };
  const [picture] = buildTimeline(asDraft(draft as unknown as JsonObject)).timeline.visuals;
  return picture as Picture;
}

describe('the background of a clip', () => {
  const behind = (color: string) => clipWith('canvases', { type: 'canvas_color', color }).backdrop;

  it.each([
    ['#ff8000', { r: 1, g: 128 / 255, b: 0, a: 1 }],
    ['#ff800000', undefined],
    ['#ff8000ff', { r: 1, g: 128 / 255, b: 0, a: 1 }],
    ['#000000', undefined],
    ['', undefined],
  ])('of color "%s"', (text, color) => {
    expect(behind(text)).toEqual(color && { kind: 'color', color });
  });

  it('that lets something through lies on black', () => {
    const backdrop = behind('#ff000080');
    if (backdrop?.kind !== 'color') throw new Error('no color');
    expect(backdrop.color).toEqual({ r: 128 / 255, g: 0, b: 0, a: 1 });
  });
});

describe('hue bands', () => {
  const band = { hsl_color_type: 2, hue: 0.5, saturation: 0, lightness: 0 };

  it('count as on where the file does not know the switch, as in older ones', () => {
    expect(clipWith('hsl', band).grade).toMatchObject([{ kind: 'hsl', band: 2 }]);
    expect(clipWith('hsl', band, { enable_hsl: true }).grade).toHaveLength(1);
  });

  it('are off where the clip says so', () => {
    expect(clipWith('hsl', band, { enable_hsl: false }).grade).toEqual([]);
  });
});
