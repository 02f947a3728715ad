import { HELPER_ROUTE_DOCS } from './helper-route-docs';
import type { RouteDoc } from './route-doc';

const draft_url = 'https://host/openapi/capcut-mate/v1/get_draft?draft_id=20260101120000ab12cd34';
const span = { start: 0, end: 2_000_000 };
const segment_id = '0f0c5d6f6a0b4b3c8a51a2a40d1f9e77';
const ONE_TRACK =
  'Everything of one call lies on one new track and may not overlap. All of it is added, or nothing.';

/** All times are microseconds; examples show the smallest useful body. */
const EDIT_ROUTES = {
  create_draft: {
    summary: 'Create an empty draft',
    description:
      'Gives the draft_url every other route asks for. The draft is stored before the answer is sent.',
    example: { width: 1080, height: 1920, name: 'My film' },
  },
  save_draft: {
    summary: 'Confirm a draft; every edit is saved already',
    description: 'Changes nothing; tells the revision the draft stands at.',
    example: { draft_url },
  },
  update_segment: {
    summary: 'Change one segment',
    description:
      'Only the fields that are sent change. A segment that would overlap its neighbors is refused.',
    example: { draft_url, segment_id, alpha: 0.5, text: 'New words' },
  },
  remove_segments: {
    summary: 'Take segments out',
    description:
      'With what belonged to them alone; a track that becomes empty goes too, but the main one. Unknown ids refuse the whole call.',
    example: { draft_url, segment_ids: [segment_id] },
  },
  add_videos: {
    summary: 'Add clips',
    description: `Files are fetched and probed; task://<id> stands for a clip this service is still making. ${ONE_TRACK}`,
    example: {
      draft_url,
      videos: [{ video_url: 'https://host/a.mp4', duration: 5_000_000, transition: 'Mix' }],
    },
  },
  add_images: {
    summary: 'Add pictures',
    description: `Files are fetched and probed; GIFs play. ${ONE_TRACK}`,
    example: { draft_url, images: [{ image_url: 'https://host/a.png', duration: 3_000_000 }] },
  },
  add_audios: {
    summary: 'Add sounds with volume and fades',
    description:
      'Sounds that overlap go to further new tracks. A sound that is shorter than asked for plays as long as it is, with a warning.',
    example: {
      draft_url,
      audios: [{ audio_url: 'https://host/music.mp3', volume: 0.8, fade_in: 2_000_000, fade_out: 3_000_000 }],
    },
  },
  easy_create_material: {
    summary: 'Add one of each from the beginning',
    description:
      'A sound, and if named a clip, a picture and a text, each on its own new track. All of it, or nothing.',
    example: { draft_url, audio_url: 'https://host/voice.mp3', text: 'Hello' },
  },
  add_captions: {
    summary: 'Add captions',
    description: `Keywords may have their own color, size, font and shadow. ${ONE_TRACK}`,
    example: { draft_url, captions: JSON.stringify([{ ...span, text: 'Hello big world', keyword: 'big' }]) },
  },
  import_captions: {
    summary: 'Add the captions of an SRT, WebVTT or ASS file',
    description:
      'Bold, italic, underline and colors are kept. A caption that begins before the one before ends is moved behind it, with a warning.',
    example: { draft_url, subtitles: '1\n00:00:00,000 --> 00:00:02,000\nHello\n', transform_y: -600 },
  },
  add_text_style: {
    summary: 'Make a text with highlighted keywords',
    description: 'Touches no draft. Send the answer as the text of a caption with style_text: true.',
    example: { text: 'Hello big world', keyword: 'big', keyword_color: '#ff7100' },
  },
  add_effects: {
    summary: 'Add scene and character effects',
    description: `They act on everything below them. get_effects lists the names. ${ONE_TRACK}`,
    example: { draft_url, effect_infos: JSON.stringify([{ effect_title: 'Blur', ...span }]) },
  },
  add_filters: {
    summary: 'Add filters',
    description: `They act on everything below them. get_filters lists the names. ${ONE_TRACK}`,
    example: { draft_url, filter_infos: JSON.stringify([{ filter_title: 'ABG', ...span, intensity: 80 }]) },
  },
  add_masks: {
    summary: 'Put a mask on clips and pictures',
    description:
      'A segment that has a mask keeps it. Sizes are pixels of the picture itself, not of the canvas.',
    example: {
      draft_url,
      segment_ids: [segment_id],
      name: 'Circle',
      width: 512,
      height: 512,
    },
  },
  add_keyframes: {
    summary: 'Animate segments',
    description: 'Values between two keyframes follow a straight line; they override what the segment says.',
    example: {
      draft_url,
      keyframes: JSON.stringify([
        { segment_id, property: 'KFTypeAlpha', offset: 0, value: 0 },
        {
          segment_id,
          property: 'KFTypeAlpha',
          offset: 500_000,
          value: 1,
        },
      ]),
    },
  },
  add_sticker: {
    summary: 'Add a sticker',
    description: 'By the id the application knows; the application loads the picture itself.',
    example: { draft_url, sticker_id: '7214917563482803516', ...span },
  },
  gen_video: {
    summary: 'Render a draft to a film',
    description:
      'Runs in the background; gen_video_status tells how far it is. Submitting a draft that is being rendered at the same revision starts nothing.',
    example: { draft_url },
  },
  gen_video_status: {
    summary: 'How far the film is',
    description:
      'Of the newest render of the draft; when completed, with the address of the film and the report.',
    example: { draft_url },
  },
} as const satisfies Readonly<Record<string, RouteDoc>>;

/** Every route of the dialect but those that are a GET. */
export const ROUTE_DOCS = { ...EDIT_ROUTES, ...HELPER_ROUTE_DOCS };

export type DocumentedRoute = keyof typeof ROUTE_DOCS;
