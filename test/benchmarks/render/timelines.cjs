'use strict';
/**
 * The four timelines of the render benchmark as drafts.
 * T1 six clips end to end · T2 photos with slow zoom and crossfades · T3 a portrait edit with blurred backgrounds,
 * transitions, captions and a picture in picture · T4 sixty trims of one long source with three stickers.
 */
const US = 1e6;

function draft(width, height) {
  const materials = {
    videos: [],
    audios: [],
    texts: [],
    transitions: [],
    canvases: [],
    speeds: [],
    audio_fades: [],
  };
  const document = {
    id: 'bench',
    fps: 30,
    canvas_config: { width, height },
    tracks: [],
    materials,
    render_index_track_mode_on: true,
  };
  let next = 0;
  const id = (prefix) => `${prefix}-${next++}`;
  const add = (kind, entry) => {
    const made = { id: id(kind), ...entry };
    materials[kind].push(made);
    return made.id;
  };
  const track = (type) => {
    const made = { id: id('track'), type, segments: [] };
    document.tracks.push(made);
    return (materialId, at, duration, rest = {}) => {
      const segment = {
        id: id('segment'),
        material_id: materialId,
        target_timerange: { start: us(at), duration: us(at + duration) - us(at) },
        extra_material_refs: [],
        ...rest,
      };
      made.segments.push(segment);
      return segment;
    };
  };
  return { document, add, track };
}

const us = (seconds) => Math.round((Math.round(seconds * 30) * US) / 30);
const source = (from, duration) => ({ start: us(from), duration: us(from + duration) - us(from) });
const clip = (scale, x = 0, y = 0) => ({
  scale: { x: scale, y: scale },
  transform: { x, y },
  rotation: 0,
  alpha: 1,
});

function t1() {
  const { document, add, track } = draft(1920, 1080);
  const put = track('video');
  for (let k = 1; k <= 6; k += 1) {
    const video = add('videos', {
      type: 'video',
      path: `c${k}.mp4`,
      width: 1920,
      height: 1080,
      duration: 10 * US,
      has_audio: true,
    });
    put(video, 10 * (k - 1), 10, { source_timerange: source(0, 10) });
  }
  return document;
}

function t2() {
  const { document, add, track } = draft(1920, 1080);
  const put = track('video');
  for (let i = 0; i < 10; i += 1) {
    const photo = add('videos', {
      type: 'photo',
      path: `photo${(i % 5) + 1}.jpg`,
      width: 4000,
      height: 3000,
      duration: 10800 * US,
    });
    const segment = put(photo, 3.5 * i, 4, { clip: clip(4 / 3), uniform_scale: { on: true, value: 1 } });
    segment.common_keyframes = [
      {
        property_type: 'KFTypeScaleX',
        keyframe_list: [
          { time_offset: 0, values: [4 / 3], curveType: 'Line' },
          { time_offset: 4 * US, values: [1.6], curveType: 'Line' },
        ],
      },
    ];
    segment.source_timerange = { start: 0, duration: 4 * US };
    if (i < 9) segment.extra_material_refs.push(dissolve(add, 'Mix', '6724845717472416269'));
  }
  const music = add('audios', { type: 'extract_music', path: 'music.mp3', duration: 60 * US });
  const fade = add('audio_fades', { fade_in_duration: US, fade_out_duration: 2 * US });
  track('audio')(music, 0, 35.5, { source_timerange: source(0, 35.5), extra_material_refs: [fade] });
  return document;
}

const dissolve = (add, name, resourceId) =>
  add('transitions', { name, resource_id: resourceId, duration: 500000, is_overlap: true });

const T3_TRANSITIONS = [
  ['Mix', '6724845717472416269'],
  ['Left', '6726711499676455435'],
  ['Wipe Up', '6724849456891564557'],
  ['Mix', '6724845717472416269'],
  ['Right', '6726711296063967748'],
];

function t3({ changedCaption } = {}) {
  const { document, add, track } = draft(1080, 1920);
  const put = track('video');
  const plan = [
    [0, 5.5, 1, 0],
    [5, 5.5, 1, 0],
    [10, 5, 2, 0],
    [14.5, 5.5, 1, 1],
    [19.5, 5.5, 1, 2],
    [24.5, 5.5, 1, 0],
  ];
  plan.forEach(([at, duration, speed, from], index) => {
    const video = add('videos', {
      type: 'video',
      path: `c${index + 1}.mp4`,
      width: 1920,
      height: 1080,
      duration: 10 * US,
      has_audio: true,
    });
    const refs = [add('canvases', { type: 'canvas_blur', blur: 0.375 }), add('speeds', { speed, mode: 0 })];
    if (index < 5) refs.push(dissolve(add, ...T3_TRANSITIONS[index]));
    put(video, at, duration, {
      source_timerange: source(from, duration * speed),
      speed,
      extra_material_refs: refs,
    });
  });
  const portrait = add('videos', {
    type: 'video',
    path: 'portrait.mp4',
    width: 720,
    height: 1280,
    duration: 10 * US,
    has_audio: false,
  });
  const height = 586;
  track('video')(portrait, 10, 8, {
    source_timerange: source(0, 8),
    volume: 0,
    clip: clip(height / 1920, (690 + 165) / 540 - 1, 1 - (120 + height / 2) / 960),
  });
  const captions = track('text');
  for (let i = 0; i < 20; i += 1) {
    const text = `Caption number ${i}${changedCaption === i ? ' changed' : ''}`;
    const style = {
      fill: { content: { solid: { color: [1, 1, 1] } } },
      strokes: [{ width: 0.0625, content: { solid: { color: [0, 0, 0] } } }],
      range: [0, text.length],
      size: 12,
      bold: true,
      font: { path: 'DejaVuSans-Bold.ttf' },
    };
    const material = add('texts', { type: 'text', content: JSON.stringify({ text, styles: [style] }) });
    captions(material, 0.2 + 1.5 * i, 1.3, { clip: clip(1, 0, 1 - 1517 / 960) });
  }
  const music = add('audios', { type: 'extract_music', path: 'music.mp3', duration: 60 * US });
  const fade = add('audio_fades', { fade_in_duration: 0, fade_out_duration: 2 * US });
  track('audio')(music, 0, 30, { source_timerange: source(0, 30), extra_material_refs: [fade] });
  return document;
}

function t4({ trims = 60 } = {}) {
  const { document, add, track } = draft(1920, 1080);
  const put = track('video');
  const talk = add('videos', {
    type: 'video',
    path: 'talk.mp4',
    width: 1920,
    height: 1080,
    duration: 750 * US,
    has_audio: true,
  });
  for (let i = 0; i < trims; i += 1) put(talk, 10 * i, 10, { source_timerange: source(0.7 + 12.4 * i, 10) });
  const stickers = track('video');
  for (const at of trims === 60 ? [63, 303, 543] : [23]) {
    const sticker = add('videos', {
      type: 'photo',
      path: 'sticker.png',
      width: 400,
      height: 400,
      duration: 10800 * US,
    });
    stickers(sticker, at, 4, {
      source_timerange: source(0, 4),
      clip: clip(400 / 1080, 300 / 960 - 1, 1 - 300 / 540),
    });
  }
  return document;
}

const t4short = () => t4({ trims: 6 });

module.exports = { t1, t2, t3, t4, t4short };
