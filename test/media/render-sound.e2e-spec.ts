import { DraftKit, keyframes } from './kit/draft-kit';
import { pitch, RenderKit, rms, samplesOf } from './kit/render-kit';

const kit = new RenderKit();
const AMPLITUDE = 0.125;
beforeAll(async () => {
  await kit.make(
    'tone.wav',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=1000:sample_rate=44100:duration=4',
    '-ac',
    '1',
  );
  await kit.make(
    'low.wav',
    '-f',
    'lavfi',
    '-i',
    'sine=frequency=300:sample_rate=48000:duration=4',
    '-ac',
    '2',
  );
});
afterAll(() => kit.cleanup());

const range = (
  start: number,
  duration: number,
): { source_timerange: { start: number; duration: number } } => ({
  source_timerange: { start: start * 1e6, duration: duration * 1e6 },
});

async function heard(draft: DraftKit): Promise<Float32Array> {
  return samplesOf((await kit.render(draft.build())).file);
}

function kitWith(fields: Record<string, unknown>, at = 0, seconds = 2): DraftKit {
  const draft = new DraftKit();
  const audio = draft.material('audios', { path: 'tone.wav', duration: 4_000_000 });
  const refs = Array.isArray(fields.refs)
    ? (fields.refs as ((kit: DraftKit) => string)[]).map((make) => make(draft))
    : [];
  draft
    .track('audio')
    .add(audio, at, seconds, { ...range(0, seconds), ...fields, extra_material_refs: refs });
  return draft;
}

const LEVEL = AMPLITUDE / Math.SQRT2;

describe('sound', () => {
  it('begins to the sample where it should, at its volume', async () => {
    const samples = await heard(kitWith({ volume: 0.5 }, 0.5, 1));
    const onset = samples.findIndex((value) => Math.abs(value) > 0.004) / 48000;
    expect(Math.abs(onset - 0.5)).toBeLessThan(0.0015);
    expect(Math.abs(rms(samples, 0.7, 1.3) / (LEVEL * 0.5) - 1)).toBeLessThan(0.02);
    expect(pitch(samples, 0.7, 1.3)).toBeCloseTo(1000, -1);
  });

  it.each([
    [false, 1000],
    [true, 2000],
  ])('at double speed with pitch following = %s sounds at %d Hz', async (follows, hertz) => {
    const samples = await heard(
      kitWith(
        {
          ...range(0, 4),
          speed: 2,
          is_tone_modify: follows,
          refs: [(draft: DraftKit) => draft.material('speeds', { speed: 2, mode: 0 })],
        },
        0,
        2,
      ),
    );
    expect(Math.abs(pitch(samples, 0.5, 1.5) / hertz - 1)).toBeLessThan(0.01);
    expect(rms(samples, 1.7, 1.9)).toBeGreaterThan(LEVEL * 0.7);
  });

  it('follows volume keys and fades', async () => {
    const keyed = await heard(
      kitWith({
        common_keyframes: [
          keyframes('KFTypeVolume', [
            [0, 0],
            [2, 1],
          ]),
        ],
      }),
    );
    expect(Math.abs(rms(keyed, 0.95, 1.05) / LEVEL - 0.5)).toBeLessThan(0.02);
    const faded = await heard(
      kitWith({
        refs: [
          (draft: DraftKit) =>
            draft.material('audio_fades', { fade_in_duration: 1_000_000, fade_out_duration: 500_000 }),
        ],
      }),
    );
    expect(Math.abs(rms(faded, 0.45, 0.55) / LEVEL - 0.5)).toBeLessThan(0.02);
    expect(Math.abs(rms(faded, 1.73, 1.77) / LEVEL - 0.5)).toBeLessThan(0.03);
  });

  it('sums tracks, leaves muted ones out and turns an overload down instead of clipping', async () => {
    const draft = new DraftKit();
    const tone = draft.material('audios', { path: 'tone.wav', duration: 4_000_000 });
    const low = draft.material('audios', { path: 'low.wav', duration: 4_000_000 });
    draft.track('audio').add(tone, 0, 1, { ...range(0, 1), volume: 6 });
    draft.track('audio').add(low, 0, 1, { ...range(0, 1), volume: 6 });
    draft.track('audio').add(tone, 1, 1, { ...range(0, 1), volume: 0 });
    draft.track('audio').add(low, 1, 1, { ...range(0, 1), volume: 1 });
    const result = await kit.render(draft.build());
    const samples = await samplesOf(result.file);
    expect(samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0)).toBeLessThanOrEqual(1.02);
    expect(result.report.rows).toContainEqual(expect.objectContaining({ construct: 'mix' }));
    expect(pitch(samples, 1.3, 1.9)).toBeCloseTo(300, -1);
  });

  it('mixes what is heard in a compound clip, retimed, cut and faded as the clip is', async () => {
    const innermost = new DraftKit();
    const low = innermost.material('audios', { path: 'low.wav', duration: 4_000_000 });
    innermost.track('audio').add(low, 0.5, 1, { ...range(0, 1), volume: 0.5 });
    const compound = (draft: DraftKit, inner: DraftKit): string =>
      draft.material('drafts', { type: 'combination', draft: inner.build() });
    const inner = new DraftKit();
    inner.track('video').add(inner.video('', { extra_type_option: 2 }), 0, 2, {
      ...range(0, 2),
      extra_material_refs: [compound(inner, innermost)],
    });
    const tone = inner.material('audios', { path: 'tone.wav', duration: 4_000_000 });
    inner.track('audio').add(tone, 2, 2, range(0, 2));
    const outer = new DraftKit();
    const segment = (start: number, source: [number, number], seconds: number, fields: object): void =>
      void outer.track('video').add(outer.video('', { extra_type_option: 2 }), start, seconds, {
        ...range(...source),
        ...fields,
        extra_material_refs: [
          compound(outer, inner),
          outer.material('speeds', { speed: source[1] / seconds, mode: 0 }),
          outer.material('audio_fades', { fade_in_duration: 0, fade_out_duration: 500_000 }),
        ],
      });
    segment(0, [0, 4], 2, { volume: 0.5, is_tone_modify: true });
    segment(2, [1, 1], 1, {});
    segment(3, [2, 1], 1, { volume: 0 });
    const result = await kit.render(outer.build());
    expect(result.report.rows.filter(({ construct }) => construct === 'media')).toEqual([]);
    const samples = await samplesOf(result.file);
    expect(rms(samples, 0, 0.2)).toBeLessThan(0.001);
    expect(Math.abs(pitch(samples, 0.3, 0.7) / 600 - 1)).toBeLessThan(0.02);
    // The file's one channel became two, 3 dB lower each.
    expect(Math.abs(rms(samples, 0.3, 0.7) / (LEVEL * 0.25 * Math.SQRT1_2) - 1)).toBeLessThan(0.05);
    expect(rms(samples, 0.8, 0.97)).toBeLessThan(0.001);
    expect(Math.abs(pitch(samples, 1.1, 1.4) / 2000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(rms(samples, 1.73, 1.77) / (LEVEL * 0.25) - 1)).toBeLessThan(0.1);
    expect(Math.abs(rms(samples, 2.1, 2.4) / (LEVEL * 0.5 * Math.SQRT1_2) - 1)).toBeLessThan(0.05);
    expect(rms(samples, 3.05, 3.95)).toBeLessThan(0.001);
  });

  it('keeps sound and picture within a frame over many mixed clips', async () => {
    const draft = new DraftKit();
    const track = draft.track('audio');
    const [tone, low] = ['tone.wav', 'low.wav'].map((path) =>
      draft.material('audios', { path, duration: 4_000_000 }),
    );
    for (let index = 0; index < 100; index += 1) {
      track.add(index % 2 ? low : tone, index * 0.2, 0.2, range(0.1 + (index % 7) * 0.13, 0.2));
    }
    const samples = await heard(draft);
    for (const index of [1, 33, 67, 98]) {
      const expected = index % 2 ? 300 : 1000;
      expect(Math.abs(pitch(samples, index * 0.2 + 0.02, index * 0.2 + 0.18) / expected - 1)).toBeLessThan(
        0.04,
      );
    }
    expect(Math.abs(samples.length / 48000 - 20)).toBeLessThan(1 / 30);
  });
});
