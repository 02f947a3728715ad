import { type DraftDocument, renderPreview } from '@onereel/capcut-draft';
import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { clip, DraftKit } from './kit/draft-kit';
import { media, RenderKit } from './kit/render-kit';

jest.setTimeout(120_000);

/** Pictures of what a person has looked at and found right. `RENEW_GOLDENS=1 npx jest test/media/render-goldens` draws them anew: look at every one before you commit it. */
const GOLDENS = join(__dirname, 'goldens');
const LEAST_SSIM = 0.98;
const kit = new RenderKit();
beforeAll(async () => {
  // Flat colors: the goldens stay small without loss.
  const ground =
    'color=0x204080:s=320x180:r=1,format=gbrp,drawbox=x=160:y=0:w=160:h=180:color=0xb08020:t=fill';
  await kit.make('ground.png', '-f', 'lavfi', '-i', ground, '-frames:v', '1');
  const tall = `${ground},drawbox=x=100:y=40:w=80:h=60:color=white:t=fill,crop=180:180:70:0`;
  await kit.make('tall.png', '-f', 'lavfi', '-i', tall, '-frames:v', '1');
});
afterAll(() => kit.cleanup());

const solid = (color: readonly number[]) => ({ content: { solid: { color } } });
const DARK: readonly number[] = [0.05, 0.1, 0.2];

function text(words: string, style: Record<string, unknown> = {}, flat: Record<string, unknown> = {}) {
  return (draft: DraftKit): void => {
    draft.track('video').add(draft.photo('ground.png'), 0, 1);
    const id = draft.text(words, { size: 14, fill: solid([1, 1, 1]), ...style }, flat);
    draft.track('text').add(id, 0, 1);
  };
}

function masked(shape: string, config: Record<string, unknown>) {
  return (draft: DraftKit): void => {
    const mask = draft.material('common_mask', { resource_type: shape, name: shape, config });
    draft.track('video').add(draft.photo('ground.png'), 0, 1, { extra_material_refs: [mask] });
  };
}

function mixed(name: string, resource_id: string) {
  return (draft: DraftKit): void => {
    const cut = draft.material('transitions', { name, resource_id, duration: 500_000, is_overlap: false });
    const track = draft.track('video');
    track.add(draft.photo('ground.png'), 0, 0.5, { extra_material_refs: [cut] });
    track.add(draft.photo('tall.png'), 0.5, 0.5);
  };
}

const STROKE = { strokes: [{ width: 0.08, content: { solid: { color: DARK } } }] };
const SHADOW = {
  has_shadow: true,
  shadow_color: '#000000',
  shadow_alpha: 0.9,
  shadow_distance: 8,
  shadow_angle: -45,
};
const BOX = {
  background_style: 1,
  background_color: '#102040',
  background_alpha: 0.8,
  background_round_radius: 0.4,
};

const SCENES: readonly (readonly [name: string, build: (draft: DraftKit) => void])[] = [
  ['text-chinese', text('春江潮水连海平，\n海上明月共潮生 2026')],
  ['text-arabic', text('مرحبا بالعالم', { size: 18 })],
  ['text-emoji', text('Sail 👩‍🚀🚀 away', { size: 14 })],
  ['text-outline', text('Outline', { size: 22, ...STROKE })],
  ['text-shadow', text('Shadow', { size: 22 }, SHADOW)],
  ['text-background', text('Background\nof two lines', {}, BOX)],
  ['text-curved', text('Around the bend', { size: 12 }, { text_curve: { enable: true, angle: 120 } })],
  [
    'text-vertical',
    text('春江潮水\n连海平，明月\n生。', { size: 12 }, { typesetting: 1, alignment: 3, ...BOX }),
  ],
  ['text-hebrew-mixed', text('שלום OneReel 2026 עולם', { size: 12 })],
  ['text-scripts', text('नमस्ते สวัสดี\nمرحبا 안녕 こんにちは', { size: 12 })],
  [
    'text-karaoke',
    text(
      'Sing this line',
      { size: 18, ...STROKE },
      { ktv_color: '#ffb000', words: { text: ['Sing', 'this', 'line'], start_time: [0, 400, 800] } },
    ),
  ],
  [
    'sticker-emoji',
    (draft) => {
      draft.track('video').add(draft.photo('ground.png'), 0, 1);
      const sticker = draft.material('stickers', {
        type: 'sticker',
        name: 'rocket',
        unicode: '1f680',
        path: '',
      });
      draft.track('sticker').add(sticker, 0, 1, clip({ transform: { x: -0.4, y: 0.2 }, rotation: 20 }));
    },
  ],
  ['mask-circle', masked('circle', { width: 0.5, height: 0.8, feather: 0.3, centerX: 0.1, centerY: 0.2 })],
  ['mask-star', masked('pentagram', { width: 0.5, height: 0.9, rotation: 20 })],
  ['mask-heart', masked('heart', { width: 0.5, height: 0.8, invert: true })],
  ['mask-rectangle', masked('rectangle', { width: 0.6, height: 0.5, rotation: 15, roundCorner: 0.3 })],
  ['transition-mix', mixed('Mix', '6724845717472416269')],
  ['transition-wipe', mixed('Wipe Right', '6724849898857959950')],
  ['transition-slide', mixed('Slide Left', '6726711499676455435')],
  [
    'background-blur',
    (draft) => {
      const blur = draft.material('canvases', { type: 'canvas_blur', blur: 0.375 });
      draft.track('video').add(draft.photo('tall.png'), 0, 1, {
        extra_material_refs: [blur],
        ...clip({ scale: { x: 0.8, y: 0.8 } }),
      });
    },
  ],
];

async function frame(draft: DraftDocument, name: string): Promise<string> {
  const png = await renderPreview({
    draft,
    media,
    atSeconds: 0.5,
    resolveMedia: ({ path }) => (existsSync(kit.at(path)) ? kit.at(path) : undefined),
    workDir: kit.at(`work-${name}`),
  });
  const file = kit.at(`${name}.png`);
  await writeFile(file, png);
  return file;
}

/** Structural similarity of two pictures, 1 = equal. */
async function ssim(a: string, b: string): Promise<number> {
  const { stdout } = await media.ffmpeg([
    ...['-v', 'error', '-i', a, '-i', b],
    ...['-lavfi', '[0]format=gbrp[a];[1]format=gbrp[b];[a][b]ssim=stats_file=-', '-f', 'null', '-'],
  ]);
  return Number(/All:([\d.]+)/.exec(stdout.toString())?.[1]);
}

describe('frames look as they did when they were found right', () => {
  it.each(SCENES)('%s', async (name, build) => {
    const draft = new DraftKit();
    build(draft);
    const drawn = await frame(draft.build(), name);
    const golden = join(GOLDENS, `${name}.webp`);
    if (process.env.RENEW_GOLDENS) {
      mkdirSync(dirname(golden), { recursive: true });
      await media.ffmpeg(['-v', 'error', '-y', '-i', drawn, '-c:v', 'libwebp', '-lossless', '1', golden]);
    }
    expect(await ssim(drawn, golden)).toBeGreaterThanOrEqual(LEAST_SSIM);
  });
});
