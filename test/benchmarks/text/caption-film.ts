import type { DraftDocument } from '@onereel/capcut-draft';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SkiaCaptionArtist } from '../../../libs/capcut-draft/src/text/skia-caption-artist';
import { buildTimeline } from '../../../libs/capcut-draft/src/timeline/from-draft/build-timeline';
import { during, seconds } from '../render/timelines/bench-timeline';
import { DraftWriter, us } from '../render/timelines/draft-writer';

export const CANVAS = { width: 1080, height: 1920 };
export const CAPTIONS = 20;
/** Frames a caption is seen; the next one follows at once. */
export const SEEN = 30;
const FADE = 9;
/** How far a moving caption rises, of half the canvas. */
const RISE = 0.06;
const PLACE = -0.58;
/** Pixels of an em on this canvas, as font size 12 of the application makes them. */
const EM = 51.7;

const textOf = (index: number): string => `Caption number ${index}`;

/** Inputs behind the film itself, and the graph from `[0:v]` to `[out]`. */
export interface Drawing {
  readonly inputs: readonly string[];
  readonly graph: string;
}

/** One line a second, white with a black stroke; moving ones rise all the time and fade in and out. */
function draft(moving: boolean): DraftDocument {
  const writer = new DraftWriter(CANVAS.width, CANVAS.height);
  const items = Array.from({ length: CAPTIONS }, (_, index) => ({
    ...{ text: textOf(index), start: us(index * SEEN), end: us((index + 1) * SEEN) },
  }));
  const ids = writer.captions({
    items,
    style: {
      ...{ textColor: '#ffffff', borderColor: '#000000', alignment: 1, alpha: 1, fontSize: 12 },
      ...{ letterSpacing: 0, lineSpacing: 0, bold: true, italic: false, underline: false },
    },
    placement: { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: PLACE },
  });
  const key = (segmentId: string, property: string, frame: number, value: number) => ({
    ...{ segmentId, property, value, offset: us(frame) },
  });
  if (moving) {
    writer.keys(
      ids.flatMap((id) => [
        ...[0, SEEN].map((frame) => key(id, 'KFTypePositionY', frame, PLACE + (RISE * frame) / SEEN)),
        ...[0, SEEN].map((frame) => key(id, 'KFTypeAlpha', frame, 0)),
        ...[FADE, SEEN - FADE].map((frame) => key(id, 'KFTypeAlpha', frame, 1)),
      ]),
    );
  }
  return writer.finish();
}

/** As the renderer draws captions: every still stretch a cropped picture, every moving one a picture per frame. */
export async function bySkia(moving: boolean, dir: string): Promise<Drawing> {
  const artist = new SkiaCaptionArtist();
  const inputs: string[] = [];
  const lines: string[] = [];
  let base = '0:v';
  for (const visual of buildTimeline(draft(moving)).timeline.visuals) {
    if (visual.kind !== 'caption') continue;
    for (const { asset, x, y, width, height, frames, range } of artist.layers(visual, visual.range, CANVAS)) {
      const path = join(dir, asset.name);
      writeFileSync(path, await asset.produce());
      const raw = `-f rawvideo -pixel_format rgba -video_size ${width}x${height} -framerate 30`.split(' ');
      inputs.push(...(frames > 1 ? raw : []), '-i', path);
      const n = inputs.filter((word) => word === '-i').length;
      const late = frames > 1 ? `setpts=PTS+${seconds(range.start)}/TB,` : '';
      lines.push(
        `[${n}:v]${late}format=gbrap,scale=out_color_matrix=bt709:out_range=tv,format=yuva420p[p${n}]`,
        `[${base}][p${n}]overlay=${x}:${y}:format=yuv420:eof_action=${frames > 1 ? 'pass' : 'repeat'}:enable='${during(range.start, range.end)}'[o${n}]`,
      );
      base = `o${n}`;
    }
  }
  return { inputs, graph: [...lines, `[${base}]null[out]`].join(';') };
}

/** The same lines as a script of Advanced SubStation Alpha, drawn by libass with the same font file. */
export function byLibass(moving: boolean, dir: string): Promise<Drawing> {
  const font = require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf');
  const time = (frame: number): string => `0:00:${(frame / 30).toFixed(2).padStart(5, '0')}`;
  const y = (place: number): number => Math.round(((1 - place) / 2) * CANVAS.height);
  const ms = (frames: number): number => Math.round((frames * 1000) / 30);
  const x = CANVAS.width / 2;
  const motion = moving
    ? `\\move(${x},${y(PLACE)},${x},${y(PLACE + RISE)})\\fad(${ms(FADE)},${ms(FADE)})`
    : `\\pos(${x},${y(PLACE)})`;
  const style = `Default,Noto Sans SC,${Math.round(EM * 1.448)},&H00FFFFFF,&H00000000,-1,1,3.5,0,5`;
  const script = [
    ...['[Script Info]', 'ScriptType: v4.00+', `PlayResX: ${CANVAS.width}`, `PlayResY: ${CANVAS.height}`],
    ...[
      '[V4+ Styles]',
      'Format: Name,Fontname,Fontsize,PrimaryColour,OutlineColour,Bold,BorderStyle,Outline,Shadow,Alignment',
    ],
    `Style: ${style}`,
    ...['[Events]', 'Format: Layer,Start,End,Style,Text'],
    ...Array.from(
      { length: CAPTIONS },
      (_, index) =>
        `Dialogue: 0,${time(index * SEEN)},${time((index + 1) * SEEN)},Default,{\\an5${motion}}${textOf(index)}`,
    ),
  ];
  mkdirSync(dir, { recursive: true });
  const path = join(dir, moving ? 'moving.ass' : 'still.ass');
  writeFileSync(path, `${script.join('\n')}\n`);
  return Promise.resolve({
    inputs: [],
    graph: `[0:v]ass=${path}:fontsdir=${dirname(font)}[out]`,
  });
}
