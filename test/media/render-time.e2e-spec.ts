import { DraftKit } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

const kit = new RenderKit();
beforeAll(() => kit.barcode('bars.mp4', 200));
afterAll(() => kit.cleanup());

const source = (
  startFrame: number,
  frames: number,
): { source_timerange: { start: number; duration: number } } => ({
  source_timerange: { start: Math.floor((startFrame * 1e6) / 30), duration: Math.round((frames * 1e6) / 30) },
});

async function shown(draft: DraftKit, options = {}): Promise<number[]> {
  const result = await kit.render(draft.build(), options);
  const frames = await Frames.of(result.file);
  expect(frames.count).toBe(result.frames);
  return Array.from({ length: frames.count }, (_, frame) => frames.barcode(frame));
}

/** Speed rises linearly in output time from 1 to 3 over 45 frames: frame n shows s(n) = n + n²/45. */
function accelerating(more: object = {}): DraftKit {
  const draft = new DraftKit();
  const points = [
    { x: 0, y: 1 },
    { x: 1, y: 3 },
  ];
  const refs = [draft.material('speeds', { mode: 1, speed: 2, curve_speed: { speed_points: points } })];
  draft
    .track('video')
    .add(draft.video('bars.mp4'), 0, 1.5, { ...source(0, 90), ...more, extra_material_refs: refs });
  return draft;
}

describe('time', () => {
  it.each([0.5, 0.6, 0.75, 1, 1.1, 1.25, 1.7, 2, 3, 4])(
    'at speed %d every frame is the one on screen at that time',
    async (speed) => {
      const draft = new DraftKit();
      const refs = [draft.material('speeds', { speed, mode: 0 })];
      draft.track('video').add(draft.video('bars.mp4'), 0, 1.5, {
        ...source(20, 45 * speed),
        speed,
        extra_material_refs: refs,
      });
      expect(await shown(draft)).toEqual(
        Array.from({ length: 45 }, (_, n) => 20 + Math.floor(n * speed + 1e-6)),
      );
    },
  );

  it('shows the same frames when packets are copied, over many cuts', async () => {
    const draft = new DraftKit();
    const track = draft.track('video');
    const starts = [3, 95, 40, 120];
    starts.forEach((start, index) => track.add(draft.video('bars.mp4'), index * 2, 2, source(start, 60)));
    const expected = starts.flatMap((start) => Array.from({ length: 60 }, (_, n) => start + n));
    const result = await kit.render(draft.build());
    expect(result.framesReused).toBeGreaterThan(60);
    expect(await shown(draft)).toEqual(expected);
    expect(await shown(draft, { copy: false })).toEqual(expected);
  });

  it('plays backwards', async () => {
    const draft = new DraftKit();
    draft.track('video').add(draft.video('bars.mp4'), 0, 1, { ...source(30, 30), reverse: true });
    expect(await shown(draft)).toEqual(Array.from({ length: 30 }, (_, n) => 59 - n));
  });

  it('follows a speed curve', async () => {
    const got = await shown(accelerating());
    got.forEach((frame, n) => expect(Math.abs(frame - (n + (n * n) / 45))).toBeLessThanOrEqual(1.01));
  });

  it('plays a speed curve in the order of time, backwards too', async () => {
    const got = await shown(accelerating({ reverse: true }));
    // A frame shown backwards ends where it would begin forwards.
    got.forEach((frame, n) =>
      expect(Math.abs(90 - frame - (n + 1 + (n + 1) ** 2 / 45))).toBeLessThanOrEqual(1.01),
    );
  });

  it.each([
    ['at a curved speed', {}, (n: number): number => n + (n * n) / 45],
    [
      'backwards at a curved speed',
      { reverse: true },
      (n: number): number => 90 - (n + 1) - (n + 1) ** 2 / 45,
    ],
  ])('plays a compound clip %s', async (_how, fields, expected) => {
    const inner = new DraftKit();
    inner.track('video').add(inner.video('bars.mp4'), 0, 3, source(0, 90));
    const outer = new DraftKit();
    const points = [
      { x: 0, y: 1 },
      { x: 1, y: 3 },
    ];
    const refs = [
      outer.material('drafts', { type: 'combination', draft: inner.build() }),
      outer.material('speeds', { mode: 1, speed: 2, curve_speed: { speed_points: points } }),
    ];
    outer.track('video').add(outer.video('', { extra_type_option: 2 }), 0, 1.5, {
      ...source(0, 90),
      ...fields,
      extra_material_refs: refs,
    });
    const got = await shown(outer);
    got.forEach((frame, n) => expect(Math.abs(frame - expected(n))).toBeLessThanOrEqual(1.01));
  });

  it('leaves gaps black and respects the order of clips', async () => {
    const draft = new DraftKit();
    const track = draft.track('video');
    track.add(draft.video('bars.mp4'), 0, 0.5, source(255 - 255 + 7, 15));
    track.add(draft.video('bars.mp4'), 1, 0.5, source(64, 15));
    const got = await shown(draft);
    expect(got.slice(15, 30)).toEqual(Array.from({ length: 15 }, () => 0));
    expect(got[0]).toBe(7);
    expect(got[30]).toBe(64);
  });

  it('renders a part of the film', async () => {
    const draft = new DraftKit();
    draft.track('video').add(draft.video('bars.mp4'), 0, 3, source(0, 90));
    expect(await shown(draft, { startSeconds: 1, endSeconds: 1.5 })).toEqual(
      Array.from({ length: 15 }, (_, n) => 30 + n),
    );
  });

  it('keeps its place when the source repeats its last frame', async () => {
    const draft = new DraftKit();
    draft.track('video').add(draft.video('bars.mp4'), 0, 1, source(190, 30));
    const got = await shown(draft);
    expect(got.slice(0, 10)).toEqual([190, 191, 192, 193, 194, 195, 196, 197, 198, 199]);
    expect(new Set(got.slice(10))).toEqual(new Set([199]));
  });
});
