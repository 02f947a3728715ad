import { clip, DraftKit } from './kit/draft-kit';
import { Frames, RenderKit } from './kit/render-kit';

const kit = new RenderKit();
afterAll(() => kit.cleanup());

const effect = (draft: DraftKit, resource_id: string, name: string): string =>
  draft.material('video_effects', { type: 'video_effect', resource_id, name, apply_target_type: 0 });

describe('details', () => {
  it('parts the halves of an opening over its first second, on a clip that is cut elsewhere', async () => {
    const draft = new DraftKit();
    const white = draft.color('#ffffff');
    draft.track('video').add(white.material, 0, 2, {
      extra_material_refs: [...white.refs, effect(draft, '6706773534074491403', 'Horizontal Open')],
    });
    // Something else begins in the middle of it, so the film is rendered in pieces.
    const small = draft.color('#ff0000');
    draft.track('video').add(small.material, 0.7, 1.3, {
      extra_material_refs: small.refs,
      ...clip({ scale: { x: 0.1, y: 0.1 }, transform: { x: 0.9, y: 0 } }),
    });
    const frames = await Frames.of((await kit.render(draft.build())).file);
    const open = (frame: number): number =>
      Array.from({ length: 180 }, (_, y) => frames.pixel(frame, 80, y)[1]).filter((value) => value > 128)
        .length;
    for (const frame of [3, 15, 25, 40])
      expect(Math.abs(open(frame) - Math.min(1, frame / 30) * 180)).toBeLessThanOrEqual(9);
  });

  it('gives a transition as much of one clip as of the other and says where clips are not mixed', async () => {
    const draft = new DraftKit();
    const [a, b] = ['#ffffff', '#000000'].map((hex) => draft.color(hex));
    const refs = [
      draft.material('transitions', { name: 'Mix', resource_id: '6724845717472416269', duration: 1_000_000 }),
      draft.material('effects', { type: 'mix_mode', resource_id: '6758325170760323597', name: '' }),
    ];
    const track = draft.track('video');
    track.add(a.material, 0, 1, { extra_material_refs: [...a.refs, ...refs] });
    track.add(b.material, 1, 0.4, { extra_material_refs: b.refs });
    const { file, report } = await kit.render(draft.build());
    const frames = await Frames.of(file);
    expect(frames.pixel(23, 160, 90)[1]).toBeGreaterThan(250);
    expect(frames.pixel(36, 160, 90)[1]).toBeLessThan(5);
    expect(frames.pixel(30, 160, 90)[1]).toBeGreaterThan(90);
    expect(report.rows).toContainEqual(expect.objectContaining({ construct: 'mix mode', grade: 'skipped' }));
  });

  it('leaves the place of a missing sticker empty', async () => {
    const draft = new DraftKit();
    const ground = draft.color('#0000ff');
    draft.track('video').add(ground.material, 0, 0.2, { extra_material_refs: ground.refs });
    const sticker = draft.material('stickers', { path: 'gone.png', name: 'gone', width: 200, height: 100 });
    draft.track('sticker').add(sticker, 0, 0.2);
    const { file, report } = await kit.render(draft.build());
    const [red, , blue] = (await Frames.of(file)).pixel(2, 160, 90);
    expect([red < 20, blue > 235]).toEqual([true, true]);
    const row = report.rows.find(({ construct }) => construct === 'media');
    expect(row).toMatchObject({ grade: 'skipped', note: expect.stringContaining('its place stays empty') });
  });

  it('cuts a picture at odd places', async () => {
    const edge = 'color=white:s=320x180:r=30:d=1,format=yuv420p,drawbox=w=161:h=180:color=black:t=fill';
    const path = await kit.make('edge.mp4', '-f', 'lavfi', '-i', edge, '-c:v', 'libx264', '-qp', '0');
    const draft = new DraftKit(1280, 720);
    const crop = {
      ...{ upper_left_x: 161 / 320, upper_left_y: 0, upper_right_x: 1, upper_right_y: 0 },
      ...{ lower_left_x: 161 / 320, lower_left_y: 1, lower_right_x: 1, lower_right_y: 1 },
    };
    draft.track('video').add(draft.video(path, { crop }), 0, 0.2);
    const frames = await Frames.of((await kit.render(draft.build())).file);
    expect(frames.pixel(2, 324, 360)[1]).toBeGreaterThan(200);
  });

  it('blurs a shadow without a sharp copy in it', async () => {
    const draft = new DraftKit(640, 360);
    const shadows = [
      { distance: 60, angle: 0, diffuse: 0.3, alpha: 1, content: { solid: { color: [1, 1, 1] } } },
    ];
    const style = { fill: { content: { solid: { color: [1, 0, 0] } } }, shadows };
    draft.track('text').add(draft.text('I', style), 0, 0.2);
    const frames = await Frames.of((await kit.render(draft.build())).file);
    let brightest = 0;
    for (let at = 0; at < 640 * 360; at += 1)
      brightest = Math.max(brightest, frames.pixel(2, at % 640, Math.floor(at / 640))[1]);
    expect(brightest).toBeGreaterThan(10);
    expect(brightest).toBeLessThan(200);
  });
});
