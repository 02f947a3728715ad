import type { JsonObject } from '../../draft/json/json-value';
import { asDraft } from '../../draft/read/parse-draft';
import type { CaptionText } from '../caption-text';
import { buildTimeline } from './build-timeline';

function captionOf(fields: Record<string, unknown>): CaptionText {
  const content = JSON.stringify({ text: 'word', styles: [{ range: [0, 4] }] });
  const segment = { id: 's', material_id: 'm', target_timerange: { start: 0, duration: 1e6 } };
  const draft = asDraft({
    fps: 30,
    canvas_config: { width: 320, height: 180 },
    tracks: [{ id: 't', type: 'text', segments: [segment] }],
    materials: { texts: [{ id: 'm', type: 'text', content, ...fields }] },
  } as unknown as JsonObject);
  const [caption] = buildTimeline(draft).timeline.visuals;
  if (caption.kind !== 'caption') throw new Error('no caption');
  return caption.text;
}

describe('background of a text', () => {
  const background = { background_color: '#ffffff', background_alpha: 1, background_style: 1 };

  it.each([
    ['shown', 7 + 16],
    ['shown with border and shadow', 63],
    ['shown when a writer leaves the flags out', undefined],
  ])('is %s', (_, check_flag) => {
    expect(captionOf({ ...background, check_flag }).background).toMatchObject({ perLine: false, radius: 0 });
  });

  it.each([
    ['the flags leave it out, though its color is kept', { ...background, check_flag: 7 + 8 }],
    ['it has no color', { ...background, background_color: '', check_flag: 23 }],
    ['its style is none', { ...background, background_style: 0, check_flag: 23 }],
    ['it is transparent', { ...background, background_alpha: 0, check_flag: 23 }],
  ])('is not where %s', (_, fields) => {
    expect(captionOf(fields).background).toBeUndefined();
  });
});
