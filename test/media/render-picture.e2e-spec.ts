import { clip, DraftKit, keyframes } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

const kit = new RenderKit();
beforeAll(async () => {
  await kit.make('white.png', '-f', 'lavfi', '-i', 'color=white:s=320x180', '-frames:v', '1');
  await kit.make('white.mp4', '-f', 'lavfi', '-i', 'color=white:s=320x180:r=30:d=2', '-pix_fmt', 'yuv420p');
  await kit.make(
    'half.png',
    '-f',
    'lavfi',
    '-i',
    'color=white:s=320x180,drawbox=x=160:w=160:h=180:color=black:t=fill',
    '-frames:v',
    '1',
  );
});
afterAll(() => kit.cleanup());

const shade = (frames: Frames, frame: number, x = 160, y = 90): number[] => frames.pixel(frame, x, y);
const close = (got: readonly number[], expected: readonly number[], tolerance = 4): void =>
  got.forEach((value, index) => expect(Math.abs(value - expected[index])).toBeLessThanOrEqual(tolerance));

describe('placement', () => {
  it.each([
    [{ scale: { x: 0.5, y: 0.5 } }, 0.25, 160, 90],
    [{ scale: { x: 0.5, y: 0.5 }, transform: { x: 0.25, y: -0.5 } }, 0.25, 200, 135],
    [{ scale: { x: 0.4, y: 0.4 }, rotation: 30 }, 0.16, 160, 90],
    [{ scale: { x: 0.4, y: 0.2 }, rotation: -75, transform: { x: -0.5, y: 0.25 } }, 0.08, 80, 67.5],
  ])('%j', async (geometry, share, x, y) => {
    const draft = new DraftKit();
    draft.track('video').add(draft.photo('white.png'), 0, 0.2, clip(geometry));
    const blob = (await Frames.of((await kit.render(draft.build())).file)).blob(2);
    expect(Math.abs(blob.x - x)).toBeLessThan(1);
    expect(Math.abs(blob.y - y)).toBeLessThan(1);
    expect(blob.area / (320 * 180 * share)).toBeCloseTo(1, 1);
  });

  it('flips before it turns', async () => {
    const draft = new DraftKit();
    draft
      .track('video')
      .add(draft.photo('half.png'), 0, 0.2, clip({ flip: { horizontal: true, vertical: false } }));
    const frames = await Frames.of((await kit.render(draft.build())).file);
    close(shade(frames, 0, 60), [0, 0, 0]);
    close(shade(frames, 0, 260), [255, 255, 255]);
  });

  it('follows keyframes of position, scale, rotation and opacity, straight and curved', async () => {
    const draft = new DraftKit();
    const eased = {
      curveType: 'FreeCurveOut',
      right_control: { x: 320_000, y: 0.94 },
      left_control: { x: 0, y: 0 },
    };
    draft.track('video').add(draft.photo('white.png'), 0, 1, {
      ...clip({ scale: { x: 0.2, y: 0.2 } }),
      source_timerange: { start: 0, duration: 1_000_000 },
      common_keyframes: [
        keyframes('KFTypePositionX', [
          [0, -0.5, eased],
          [1, 0.5, { left_control: { x: -400_000, y: 0 }, curveType: 'FreeCurveIn' }],
        ]),
        keyframes('KFTypeScaleX', [
          [0, 0.2],
          [1, 0.4],
        ]),
        keyframes('KFTypeAlpha', [
          [0, 1],
          [1, 0.5],
        ]),
      ],
    });
    const frames = await Frames.of((await kit.render(draft.build())).file);
    for (const frame of [0, 7, 15, 22, 29]) {
      const p = frame / 30;
      const blob = frames.blob(frame);
      const eased3 = 1 - (1 - p) ** 3;
      expect(Math.abs(blob.x - (80 + 160 * eased3))).toBeLessThan(1.2);
      const alpha = 1 - 0.5 * p;
      const area = (0.2 + 0.2 * p) ** 2 * 320 * 180 * alpha;
      expect(Math.abs(blob.area / area - 1)).toBeLessThan(0.04);
      close(shade(frames, frame, Math.round(blob.x), 90), Array(3).fill(255 * alpha) as number[], 5);
    }
  });

  const scaled = (from: number, to: number) => [
    keyframes('KFTypeScaleX', [
      [0, from],
      [1, to],
    ]),
  ];
  const ENTRY = '6798332733694153230';
  const zoomed = (p: number): number => 1 - (1 - Math.min(1, 2 * p)) ** 3;

  it.each<[string, string, object, (p: number) => number]>([
    ['a photo that grows', 'white.png', scaled(0.2, 0.9), (p) => 0.2 + 0.7 * p],
    ['a photo that shrinks', 'white.png', scaled(1, 0.3), (p) => 1 - 0.7 * p],
    ['a film that grows', 'white.mp4', scaled(0.2, 0.9), (p) => 0.2 + 0.7 * p],
    ['a film that shrinks', 'white.mp4', scaled(1.2, 0.3), (p) => Math.min(1, 1.2 - 0.9 * p)],
    ['a film that comes from a point', 'white.mp4', [], zoomed],
    ['a photo that comes from a point', 'white.png', [], zoomed],
  ])('keeps the size of every frame of %s', async (_what, path, common_keyframes, scale) => {
    const draft = new DraftKit();
    const entry = { type: 'in', resource_id: ENTRY, name: 'Zoom In', duration: 500_000 };
    const animations =
      scale === zoomed ? [draft.material('material_animations', { animations: [entry] })] : [];
    const material = path.endsWith('png') ? draft.photo(path) : draft.video(path);
    draft.track('video').add(material, 0, 1, {
      ...clip(),
      source_timerange: { start: 0, duration: 1_000_000 },
      extra_material_refs: animations,
      common_keyframes,
    });
    const frames = await Frames.of((await kit.render(draft.build())).file);
    for (const frame of [2, 5, 9, 14, 20, 29]) {
      const side = scale(frame / 30);
      const blob = frames.blob(frame);
      expect(Math.abs(Math.sqrt(blob.area / (320 * 180)) - side)).toBeLessThan(0.012);
      expect(Math.abs(blob.x - 160)).toBeLessThan(1.2);
      expect(Math.abs(blob.y - 90)).toBeLessThan(1.2);
    }
  });

  it('keeps the sizes of two films that grow into each other', async () => {
    const draft = new DraftKit();
    const dissolve = { name: 'Dissolve', resource_id: '6724845717472416269', duration: 400_000 };
    const transition = draft.material('transitions', { ...dissolve, is_overlap: true });
    const track = draft.track('video');
    const grows = {
      ...clip(),
      source_timerange: { start: 0, duration: 1_000_000 },
      common_keyframes: scaled(0.2, 0.8),
    };
    track.add(draft.video('white.mp4'), 0, 1, { ...grows, extra_material_refs: [transition] });
    track.add(draft.video('white.mp4'), 1, 1, grows);
    const frames = await Frames.of((await kit.render(draft.build())).file);
    for (const [frame, at] of [
      [12, 12],
      [18, 18],
      [45, 15],
      [57, 27],
    ])
      expect(
        Math.abs(Math.sqrt(frames.blob(frame).area / (320 * 180)) - (0.2 + (0.6 * at) / 30)),
      ).toBeLessThan(0.02);
    // The edges of what leaves and of what comes, in the middle of the transition.
    const width = (frame: number) => Array.from({ length: 320 }, (_, x) => frames.pixel(frame, x, 90)[1]);
    expect(width(30).filter((value) => value > 40).length / 320).toBeGreaterThan(0.7);
    expect(width(30).filter((value) => value > 200).length / 320).toBeLessThan(0.45);
  });

  it('draws later tracks over earlier ones and hides what is hidden', async () => {
    const draft = new DraftKit();
    const [red, green, blue] = ['#ff0000', '#00ff00', '#0000ff'].map((hex) => draft.color(hex));
    draft.track('video').add(red.material, 0, 0.4, { extra_material_refs: red.refs });
    draft.track('video').add(green.material, 0, 0.2, {
      extra_material_refs: green.refs,
      ...clip({ scale: { x: 0.5, y: 0.5 } }),
    });
    draft.track('video').add(blue.material, 0, 0.4, { extra_material_refs: blue.refs, visible: false });
    const frames = await Frames.of((await kit.render(draft.build())).file);
    close(shade(frames, 5), [0, 255, 0], 6);
    close(shade(frames, 5, 10), [255, 0, 0], 6);
    close(shade(frames, 6), [255, 0, 0], 6);
  });
});

describe('mixing', () => {
  async function pair(name: string, resourceId: string, overlap: boolean): Promise<Frames> {
    const draft = new DraftKit();
    const [white, black] = ['#ffffff', '#000000'].map((hex) => draft.color(hex));
    const transition = draft.material('transitions', {
      name,
      resource_id: resourceId,
      duration: 500_000,
      is_overlap: overlap,
    });
    const track = draft.track('video');
    track.add(white.material, 0, 1, { extra_material_refs: [...white.refs, transition] });
    track.add(black.material, overlap ? 0.5 : 1, 1, { extra_material_refs: black.refs });
    return Frames.of((await kit.render(draft.build())).file);
  }

  it('dissolves with the weight n/N over an overlap', async () => {
    const frames = await pair('Mix', '6724845717472416269', true);
    expect(frames.count).toBe(45);
    for (const n of [0, 4, 8, 12, 14])
      close(shade(frames, 15 + n), Array(3).fill(255 * (1 - n / 15)) as number[], 5);
  });

  it('centers a dissolve on the cut of abutting clips and keeps the length', async () => {
    const frames = await pair('Mix', '6724845717472416269', false);
    expect(frames.count).toBe(60);
    close(shade(frames, 22), [255, 255, 255]);
    close(shade(frames, 30), Array(3).fill(255 * (1 - 7 / 15)) as number[], 6);
    close(shade(frames, 38), [0, 0, 0]);
  });

  it('dips to black without mixing', async () => {
    const draft = new DraftKit();
    const [a, b] = ['#ffffff', '#ffffff'].map((hex) => draft.color(hex));
    const transition = draft.material('transitions', {
      name: 'Black Fade',
      resource_id: '6724239388189921806',
      duration: 600_000,
    });
    const track = draft.track('video');
    track.add(a.material, 0, 1, { extra_material_refs: [...a.refs, transition] });
    track.add(b.material, 1, 1, { extra_material_refs: b.refs });
    const frames = await Frames.of((await kit.render(draft.build())).file);
    expect(shade(frames, 20)[0]).toBeGreaterThan(250);
    expect(shade(frames, 29)[0]).toBeLessThan(40);
    expect(shade(frames, 30)[0]).toBeLessThan(40);
    expect(shade(frames, 40)[0]).toBeGreaterThan(250);
  });
});

describe('color', () => {
  it('desaturates fully and keeps gray', async () => {
    const draft = new DraftKit();
    const red = draft.color('#ff0000');
    const slider = draft.material('effects', { type: 'saturation', value: -1 });
    draft.track('video').add(red.material, 0, 0.1, { extra_material_refs: [...red.refs, slider] });
    const [r, g, b] = shade(await Frames.of((await kit.render(draft.build())).file), 1);
    close([r, g, b], Array(3).fill(0.2085 * 255) as number[], 4);
  });

  it.each([
    ['a clip', 'video', true],
    ['a clip that has only the keys', 'video', false],
    ['everything below', 'adjust', true],
  ])('follows keyframes of a slider on %s', async (_, type, hasEntry) => {
    const draft = new DraftKit();
    const red = draft.color('#ff0000');
    const slider = draft.material('effects', { type: 'saturation', value: 0 });
    const moved = {
      common_keyframes: [
        keyframes('KFTypeSaturation', [
          [0, 0],
          [1, -1],
        ]),
      ],
    };
    const own =
      type === 'video' ? { extra_material_refs: [...red.refs, ...(hasEntry ? [slider] : [])], ...moved } : {};
    draft.track('video').add(red.material, 0, 1, { extra_material_refs: red.refs, ...own });
    if (type === 'adjust') draft.track('adjust').add(slider, 0, 1, moved);
    const frames = await Frames.of((await kit.render(draft.build())).file);
    for (const frame of [0, 8, 15, 22, 29]) {
      const gray = 0.2085 * 255 * (frame / 30);
      close(shade(frames, frame), [gray + 255 * (1 - frame / 30), gray, gray], 8);
    }
  });
});

describe('text', () => {
  it('is drawn in its color, at its place and size, for its time', async () => {
    const draft = new DraftKit(1080, 1920);
    const style = { fill: { content: { solid: { color: [0, 1, 0] } } }, size: 20 };
    draft.track('text').add(draft.text('HHHH', style), 0.1, 0.2, clip({ transform: { x: 0, y: 0.5 } }));
    const frames = await Frames.of((await kit.render(draft.build())).file);
    expect(frames.count).toBe(9);
    expect(frames.blob(2).area || 0).toBe(0);
    const blob = frames.blob(4);
    expect(Math.abs(blob.x - 540)).toBeLessThan(3);
    expect(Math.abs(blob.y - 480)).toBeLessThan(20);
    // Line height is 6.21 × size; capital letters of the bundled font are 0.733 em, its line 1.448 em.
    const em = (6.21 * 20) / 1.448;
    let [top, bottom] = [Infinity, 0];
    for (let y = 0; y < 1920; y += 1) {
      const inked = Array.from({ length: 1080 }, (_, x) => frames.pixel(4, x, y)[1]).some(
        (green) => green > 128,
      );
      if (inked) [top, bottom] = [Math.min(top, y), y];
    }
    expect(Math.abs(bottom - top + 1 - 0.733 * em)).toBeLessThan(3);
  });

  it('survives text that would break a filter graph', async () => {
    const draft = new DraftKit();
    const text = `a:'b\\c%{pts}[x];,"=\n{\\an8}<b>`;
    draft.track('text').add(draft.text(text), 0, 0.2);
    const result = await kit.render(draft.build());
    expect((await Frames.of(result.file)).blob(2).area).toBeGreaterThan(100);
  });
});
