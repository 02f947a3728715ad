import { buildTimeline } from '@onereel/capcut-draft';
import type { MediaFacts } from '@onereel/core/media';
import { planCopies, untouchedSpans, subtract } from '../../../libs/capcut-draft/src/plan/copy-plan';
import { resumedClips } from '../../../libs/capcut-draft/src/plan/cut-cost';
import { planBatches } from '../../../libs/capcut-draft/src/plan/batches';
import { type PlanInput, planSlices } from '../../../libs/capcut-draft/src/plan/render-plan';
import { outputSettings } from '../../../libs/capcut-draft/src/render/render-options';
import { SkiaCaptionArtist } from '../../../libs/capcut-draft/src/text/skia-caption-artist';
import { FULL } from './shapes';
import { DraftWriter, placedMedia, us } from './timelines/draft-writer';

const FRAMES = 30;
const BATCHING = { workers: 2, shortest: 30, longest: 180, inputs: 12, weight: 2 ** 30 };

/** Seconds from a draft of many segments (half clips with transitions, a quarter overlays, a quarter captions) to batches. */
export function planningSeconds(segments: number): number {
  const writer = new DraftWriter(1920, 1080);
  const media = placedMedia('video', 'c1.mp4', FULL.size, 10);
  const times = (count: number): { start: number; end: number }[] =>
    Array.from({ length: count }, (_, index) => ({
      start: us(index * FRAMES),
      end: us((index + 1) * FRAMES),
    }));
  const main = times(segments / 2);
  const transition = { name: '6724845717472416269', duration: 500_000 };
  writer.clips(main.map((time, index) => ({ media, ...time, ...(index % 2 === 0 ? { transition } : {}) })));
  writer.clips(
    times(segments / 4).map((time) => ({ media, ...time })),
    { alpha: 1, scaleX: 0.3, scaleY: 0.3, x: 0.5, y: 0.5 },
  );
  const style = {
    textColor: '#ffffff',
    alignment: 1,
    alpha: 1,
    fontSize: 12,
    letterSpacing: 0,
    lineSpacing: 0,
  };
  writer.captions({
    items: times(segments / 4).map((time, index) => ({ ...time, text: `Caption ${index}` })),
    style: { ...style, bold: false, italic: false, underline: false },
    placement: { alpha: 1, scaleX: 1, scaleY: 1, x: 0, y: -0.6 },
  });
  const draft = writer.finish();
  const begin = performance.now();
  const { timeline } = buildTimeline(draft, {});
  const key = timeline.visuals.flatMap((visual) =>
    visual.kind === 'picture' && visual.content.kind === 'file' ? [visual.content.source.key] : [],
  );
  const book = new Map(
    key.map((name) => [name, { path: '/c1.mp4', facts: FACTS, fingerprint: 'c1', missing: false }]),
  );
  const plan: PlanInput = {
    timeline,
    book,
    captions: new SkiaCaptionArtist(),
    output: outputSettings(timeline, {}),
    lengths: { longest: 90, shortest: 15 },
  };
  const span = { start: 0, end: timeline.frames };
  const spans = untouchedSpans(plan, span);
  const table = {
    display: Array.from({ length: 300 }, (_, i) => i),
    keys: Array.from({ length: 300 }, (_, i) => i % 60 === 0),
  };
  const copies = planCopies(spans, new Map(key.map((name) => [name, table])));
  const slices = planSlices(
    plan,
    subtract(
      span,
      copies.map(({ range }) => range),
    ),
  );
  for (const { range } of slices) resumedClips(timeline, book, range.end);
  planBatches(BATCHING, slices);
  return (performance.now() - begin) / 1000;
}

const RATE = { num: 30, den: 1 };
/** What a probe of one of the clips finds. */
const FACTS = {
  demuxer: 'mov',
  durationSeconds: 10,
  video: {
    codec: 'h264',
    profile: 'High',
    width: 1920,
    height: 1080,
    displayWidth: 1920,
    displayHeight: 1080,
    rotation: 0,
    pixelAspect: { num: 1, den: 1 },
    averageFps: RATE,
    nominalFps: RATE,
    timeBase: { num: 1, den: 15360 },
    pixelFormat: 'yuv420p',
    hasAlpha: false,
  },
  audio: { channels: 2 },
} as unknown as MediaFacts;
