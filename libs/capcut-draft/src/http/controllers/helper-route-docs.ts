import type { RouteDoc } from './route-doc';

const span = { start: 0, end: 2_000_000 };
const timelines = [span, { start: 2_000_000, end: 4_000_000 }];
const LISTED =
  'Names of both brands. When nothing matches the search, `nearest` lists names that look like it.';

/** Routes that touch no draft: catalogues, and lists for no-code tools. */
export const HELPER_ROUTE_DOCS = {
  get_text_animations: {
    summary: 'Animations of texts',
    description: LISTED,
    example: { type: 'in', search: 'fade', limit: 20 },
  },
  get_image_animations: {
    summary: 'Animations of pictures and clips',
    description: LISTED,
    example: { type: 'out', mode: 2 },
  },
  get_effects: {
    summary: 'Scene effects',
    description: LISTED,
    example: { search: 'blur' },
  },
  get_filters: {
    summary: 'Filters',
    description: LISTED,
    example: { search: 'a', offset: 20, limit: 20 },
  },
  get_text_effects: {
    summary: 'Word art',
    description:
      'One row per title. When nothing matches the search, `nearest` lists titles that look like it.',
    example: { mode: 2, limit: 20 },
  },
  get_catalogue: {
    summary: 'Any list of named things: transitions, masks, fonts, …',
    description: LISTED,
    example: { kind: 'transitions', search: 'mix' },
  },
  search_sticker: {
    summary: 'Stickers the operator offers',
    description: 'Part of a title. Nothing found is an empty list.',
    example: { keyword: 'star' },
  },
  get_audio_duration: {
    summary: 'How long a sound or clip plays',
    description: 'The file is fetched and probed; adding it afterwards does not fetch it again.',
    example: { mp3_url: 'https://host/voice.mp3' },
  },
  audio_timelines: {
    summary: 'Sounds laid back to back',
    description: 'The files are fetched and probed; the spans follow each other without a gap.',
    example: { links: ['https://host/a.mp3', 'https://host/b.mp3'] },
  },
  timelines: {
    summary: 'Cut a length into parts',
    description: 'Spans for the *_infos routes. Unequal parts are the same for the same request.',
    example: { duration: 6_000_000, num: 3, start: 0, type: 0 },
  },
  audio_infos: {
    summary: 'Prepare add_audios',
    description: 'Joins addresses and spans to the text add_audios takes as audio_infos.',
    example: { mp3_urls: ['https://host/a.mp3', 'https://host/b.mp3'], timelines, volume: 0.8 },
  },
  video_infos: {
    summary: 'Prepare add_videos',
    description: 'Joins addresses and spans to the text add_videos takes as video_infos.',
    example: { video_urls: ['https://host/a.mp4', 'https://host/b.mp4'], timelines, transition: 'Mix' },
  },
  imgs_infos: {
    summary: 'Prepare add_images',
    description: 'Joins addresses and spans to the text add_images takes as image_infos.',
    example: { imgs: ['https://host/a.png', 'https://host/b.png'], timelines, in_animation: 'Fade In' },
  },
  caption_infos: {
    summary: 'Prepare add_captions',
    description: 'Joins words, keywords and spans to the text add_captions takes as captions.',
    example: { texts: ['Hello big world', 'Goodbye'], timelines, keywords: ['big', ''] },
  },
  effect_infos: {
    summary: 'Prepare add_effects',
    description: 'Joins names and spans to the text add_effects takes as effect_infos.',
    example: { effects: ['Blur'], timelines },
  },
  filter_infos: {
    summary: 'Prepare add_filters',
    description: 'Joins names, strengths and spans to the text add_filters takes as filter_infos.',
    example: { filters: ['ABG'], timelines, intensities: [80] },
  },
  keyframes_infos: {
    summary: 'Prepare add_keyframes',
    description: 'Keyframes of one property for several segments, to be sent as keyframes.',
    example: {
      ctype: 'KFTypeAlpha',
      offsets: '0|100',
      values: '0|1',
      segment_infos: [{ id: '0f0c5d6f6a0b4b3c8a51a2a40d1f9e77', ...span }],
    },
  },
  get_url: {
    summary: 'Give a text back',
    description: 'For no-code tools that need a node to hold a value.',
    example: { output: 'https://host/a.mp4' },
  },
  str_to_list: {
    summary: 'A text as a list of one',
    description: 'For no-code tools; the text is not split.',
    example: { obj: 'https://host/a.mp4' },
  },
  str_list_to_objs: {
    summary: 'Texts as objects',
    description: 'For no-code tools: each text becomes an object with the key output.',
    example: { infos: ['a', 'b'] },
  },
  objs_to_str_list: {
    summary: 'Objects as texts',
    description: 'For no-code tools: the output of each object.',
    example: { outputs: [{ output: 'a' }, { output: 'b' }] },
  },
} as const satisfies Readonly<Record<string, RouteDoc>>;
