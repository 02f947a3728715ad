import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Body } from './draft-service';

const SECOND = 1_000_000;
const CLIPS = 6;

/** Media for the film: six clips a little longer than they are shown, a minute of music, a narration, two pictures. */
export function filmMedia(): Record<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'film-media-'));
  const make = (name: string, ...inputs: string[]): Buffer => {
    const sources = inputs.flatMap((input) => ['-f', 'lavfi', '-i', input]);
    const path = join(folder, name);
    const encoding = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-shortest'];
    const still = name.endsWith('.png') ? ['-frames:v', '1'] : name.endsWith('.mp4') ? encoding : [];
    execFileSync('ffmpeg', ['-v', 'error', '-y', ...sources, ...still, path]);
    return readFileSync(path);
  };
  try {
    const clips = Array.from({ length: CLIPS }, (_, i) => {
      const picture = `testsrc2=size=${i % 2 ? '320x180' : '180x320'}:rate=${i % 3 ? 30 : 25}:duration=11.${i}`;
      return [`clip${i}.mp4`, make(`clip${i}.mp4`, picture, `sine=frequency=${200 + 40 * i}:duration=12`)];
    });
    return {
      ...(Object.fromEntries(clips) as Record<string, Buffer>),
      'music.mp3': make('music.mp3', 'sine=frequency=330:duration=61'),
      'narration.wav': make('narration.wav', 'sine=frequency=180:sample_rate=16000:duration=41.237'),
      'logo.png': make('logo.png', 'color=c=blue:size=400x300'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A client of capcut-mate: one POST per route, its own shapes, lists as JSON text. Knows no other route. */
export class CapcutMateClient {
  constructor(private readonly service: string) {}

  async call(route: string, body: object): Promise<Body> {
    const response = await fetch(`${this.service}/openapi/capcut-mate/v1/${route}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Body;
    if (answer.code !== 0) throw new Error(`${route}: ${JSON.stringify(answer)}`);
    return answer;
  }
}

const WORDS = 'light water morning river paper stone summer window garden silver'.split(' ');

/**
 * A vertical film of 60 s as a script for capcut-mate would make it: six clips with five transitions, music with fades,
 * narration, twenty captions with highlighted keywords, stickers, a mask, filters, an effect and keyframes.
 */
export async function makeFilm(client: CapcutMateClient, media: string): Promise<string> {
  const { draft_url } = await client.call('create_draft', { width: 1080, height: 1920 });
  const cut = await client.call('timelines', { duration: 60 * SECOND, num: CLIPS, start: 0, type: 0 });
  const clips = await client.call('video_infos', {
    video_urls: Array.from({ length: CLIPS }, (_, i) => `${media}/clip${i}.mp4`),
    timelines: cut.timelines,
    transition: '叠化',
    transition_duration: 700_000,
    volume: 0.3,
  });
  const videos = await client.call('add_videos', { draft_url, video_infos: clips.infos });
  await client.call('add_audios', {
    draft_url,
    audio_infos: JSON.stringify([
      {
        audio_url: `${media}/music.mp3`,
        start: 0,
        end: 60 * SECOND,
        volume: 0.4,
        fade_in: 2_000_000,
        fade_out: 3_000_000,
      },
    ]),
  });
  const voice = await client.call('get_audio_duration', { mp3_url: `${media}/narration.wav` });
  await client.call('add_audios', {
    draft_url,
    audio_infos: JSON.stringify([
      { audio_url: `${media}/narration.wav`, start: 5_000_010, end: 5_000_010 + voice.duration },
    ]),
  });
  const captions = await addCaptions(client, draft_url);
  await addLooks(client, draft_url, media);
  await animate(client, draft_url, videos, captions);
  await client.call('save_draft', { draft_url });
  return draft_url;
}

async function addCaptions(client: CapcutMateClient, draft_url: string): Promise<Body> {
  const cut = await client.call('timelines', { duration: 59_999_999, num: 20, start: 0, type: 1 });
  const texts = Array.from({ length: 20 }, (_, i) => `${i + 1} 字幕 the ${WORDS[i % 10]} of today 🎬`);
  const made = await client.call('caption_infos', {
    texts,
    timelines: cut.timelines,
    keywords: texts.map((_, i) => WORDS[i % 10]),
    keyword_color: '#ffcc00',
    keyword_font_size: 18,
    in_animation: '渐显',
    in_animation_duration: 400_000,
  });
  return client.call('add_captions', {
    draft_url,
    captions: made.infos,
    font_size: 12,
    border_color: '#000000',
    has_shadow: true,
    transform_y: -1200,
  });
}

async function addLooks(client: CapcutMateClient, draft_url: string, media: string): Promise<void> {
  for (const [start, end] of [
    [1_234_567, 4_000_000],
    [30_000_001, 34_999_999],
  ])
    await client.call('add_sticker', {
      draft_url,
      sticker_id: '7214917563482803516',
      start,
      end,
      scale: 0.6,
      transform_x: 300,
      transform_y: 700,
    });
  const spans = [
    { start: 0, end: 20 * SECOND },
    { start: 40 * SECOND, end: 60 * SECOND },
  ];
  const filters = await client.call('filter_infos', {
    filters: ['ABG', '冷透'],
    timelines: spans,
    intensities: [60, 85],
  });
  await client.call('add_filters', { draft_url, filter_infos: filters.infos });
  const effects = await client.call('effect_infos', {
    effects: ['模糊'],
    timelines: [{ start: 0, end: 777_777 }],
  });
  await client.call('add_effects', { draft_url, effect_infos: effects.infos });
  const pictures = await client.call('imgs_infos', {
    imgs: [`${media}/logo.png`],
    timelines: [{ start: 10 * SECOND, end: 14 * SECOND }],
    in_animation: '渐显',
    out_animation: '渐隐',
  });
  await client.call('add_images', { draft_url, image_infos: pictures.infos, scale_x: 0.4, scale_y: 0.4 });
}

async function animate(
  client: CapcutMateClient,
  draft_url: string,
  videos: Body,
  captions: Body,
): Promise<void> {
  await client.call('add_masks', {
    draft_url,
    segment_ids: [videos.segment_ids[2]],
    name: '圆形',
    X: 10,
    Y: -20,
    width: 120,
    height: 140,
    feather: 30,
  });
  const zoom = await client.call('keyframes_infos', {
    ctype: 'UNIFORM_SCALE',
    offsets: '0|33|100',
    values: '1|1.2|1',
    segment_infos: [videos.segment_infos[0]],
  });
  const fade = await client.call('keyframes_infos', {
    ctype: 'KFTypeAlpha',
    offsets: '0|50|100',
    values: '0|1|0.5',
    segment_infos: captions.segment_infos.slice(0, 3),
  });
  for (const { keyframes_infos: keyframes } of [zoom, fade])
    await client.call('add_keyframes', { draft_url, keyframes });
}
