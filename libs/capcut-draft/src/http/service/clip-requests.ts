import type { Caller } from '@onereel/core';
import { GatewayError } from '@onereel/core';
import type {
  AudioItem,
  ClipItem,
  DraftWarning,
  NamedEffect,
  NamedMask,
} from '../../draft/commands/draft-command';
import type { PlacedMedia } from '../../draft/write/new-media';
import type {
  CapcutMateAddAudiosBody,
  CapcutMateAddImagesBody,
  CapcutMateAddVideosBody,
} from '../dto/media.dto';
import type {
  CapcutMateAudio,
  CapcutMateAudioInfo,
  CapcutMateCrop,
  CapcutMateImage,
  CapcutMateImageInfo,
  CapcutMateVideo,
  CapcutMateVideoInfo,
} from '../dto/clip-items.dto';
import type { MediaResolver, WantedMedia } from './media-resolver';

/** Items of a request with their media found; `field` is the name the client used. */
export interface ResolvedItems<T> {
  readonly field: string;
  readonly items: readonly T[];
  readonly warnings: readonly DraftWarning[];
}

type Resolve = Pick<MediaResolver, 'resolveAll'>;

export async function resolveVideos(
  body: CapcutMateAddVideosBody,
  media: Resolve,
  caller: Caller,
): Promise<ResolvedItems<ClipItem>> {
  const warnings: DraftWarning[] = [];
  if (body.videos) {
    const { videos } = body;
    const found = await media.resolveAll(wantedVideos('videos', notEmpty('videos', videos)), caller);
    return {
      field: 'videos',
      items: inARow(videos.map((item, i) => sequential(item, found[i] as PlacedMedia, item.speed))),
      warnings,
    };
  }
  const infos = notEmpty('video_infos', body.video_infos);
  const found = await media.resolveAll(wantedVideos('video_infos', infos), caller);
  const items = infos.map((item, i) => ({
    ...clipItem(item, found[i] as PlacedMedia),
    start: item.start,
    end: item.end,
    volume: volumeOf(item.volume, 10, `video_infos[${i}].volume`, warnings),
  }));
  return { field: 'video_infos', items: paced(items, body.scene_timelines), warnings };
}

export async function resolveImages(
  body: CapcutMateAddImagesBody,
  media: Resolve,
  caller: Caller,
): Promise<ResolvedItems<ClipItem>> {
  const field = body.images ? 'images' : 'image_infos';
  const list: readonly (CapcutMateImage | CapcutMateImageInfo)[] = notEmpty<
    CapcutMateImage | CapcutMateImageInfo
  >(field, body.images ?? body.image_infos);
  const wanted = list.map(({ image_url: url, width, height }, i): WantedMedia => ({
    url,
    field: `${field}[${i}].image_url`,
    accept: ['image'],
    declared: { width, height },
  }));
  const found = await media.resolveAll(wanted, caller);
  const items = list.map((item, i) => {
    const medium = found[i] as PlacedMedia;
    return 'end' in item
      ? { ...clipItem(item, medium), start: item.start, end: item.end }
      : sequential(item, medium, 1);
  });
  return { field, items: inARow(items), warnings: [] };
}

export async function resolveAudios(
  body: CapcutMateAddAudiosBody,
  media: Resolve,
  caller: Caller,
): Promise<ResolvedItems<AudioItem>> {
  const warnings: DraftWarning[] = [];
  const field = body.audio_infos && !body.audios ? 'audio_infos' : 'audios';
  const list: readonly (CapcutMateAudio | CapcutMateAudioInfo)[] = notEmpty<
    CapcutMateAudio | CapcutMateAudioInfo
  >(field, body.audios ?? body.audio_infos);
  const wanted = list.map(({ audio_url: url, duration }, i): WantedMedia => ({
    url,
    field: `${field}[${i}].audio_url`,
    accept: ['audio'],
    declared: { duration },
  }));
  const found = await media.resolveAll(wanted, caller);
  const items = list.map((item, i): AudioItem => {
    const shared = {
      media: found[i] as PlacedMedia,
      fadeIn: item.fade_in,
      fadeOut: item.fade_out,
      effect: item.audio_effect,
    };
    if ('end' in item) {
      const volume = volumeOf(item.volume, 2, `${field}[${i}].volume`, warnings);
      return { ...shared, start: item.start, end: item.end, sourceDuration: item.duration, volume };
    }
    const end = item.duration === undefined ? undefined : item.start_time + item.duration;
    return { ...shared, start: item.start_time, end, speed: item.speed, volume: item.volume };
  });
  return { field, items, warnings };
}

function wantedVideos(
  field: string,
  list: readonly (CapcutMateVideo | CapcutMateVideoInfo)[],
): WantedMedia[] {
  return list.map(({ video_url: url, width, height, duration }, i) => ({
    url,
    field: `${field}[${i}].video_url`,
    accept: ['video', 'image'],
    declared: { width, height, duration },
  }));
}

function notEmpty<T>(param: string, list: readonly T[] | undefined): readonly T[] {
  if (list === undefined)
    throw new GatewayError('missing_required_parameter', { param, message: `${param}: it is required.` });
  if (list.length === 0)
    throw new GatewayError('missing_required_parameter', {
      param,
      message: `${param}: it is empty; send at least one item.`,
    });
  return list;
}

type AnyClip = CapcutMateVideo | CapcutMateVideoInfo | CapcutMateImage | CapcutMateImageInfo;

function clipItem(item: AnyClip, media: PlacedMedia): Omit<ClipItem, 'start' | 'end'> {
  const video = 'video_url' in item ? item : undefined;
  return {
    media,
    sourceStart: video?.source_start,
    sourceDuration: video && 'end' in video ? video.duration : undefined,
    speed: video?.speed,
    volume: video?.volume,
    fadeIn: video?.fade_in,
    fadeOut: video?.fade_out,
    crop: item.crop && cropOf(item.crop),
    mask: item.mask ? centeredMask(item.mask, media) : undefined,
    transition: named(item.transition, item.transition_duration),
    inAnimation: named(item.in_animation, item.in_animation_duration),
    outAnimation: named(item.out_animation, item.out_animation_duration),
    loopAnimation: named(item.loop_animation, item.loop_animation_duration),
    blendMode: item.blend_mode || undefined,
  };
}

export function named(name: string | undefined, duration: number | undefined): NamedEffect | undefined {
  return name === undefined || name.trim() === ''
    ? undefined
    : { name: name.trim(), ...(duration !== undefined && { duration }) };
}

function cropOf(crop: CapcutMateCrop): ClipItem['crop'] {
  if (crop.right > crop.left && crop.bottom > crop.top)
    return { left: crop.left, top: crop.top, right: crop.right, bottom: crop.bottom };
  throw new GatewayError('invalid_parameter', {
    param: 'crop',
    message: 'crop: right must lie beyond left and bottom beyond top.',
  });
}

/** A mask given by name only: centered, half as high as the picture. */
function centeredMask(name: string, media: PlacedMedia): NamedMask {
  const half = Math.max(1, media.height) / 2;
  return {
    name,
    x: 0,
    y: 0,
    width: Math.max(1, media.width) / 2,
    height: half,
    feather: 0,
    rotation: 0,
    invert: false,
    roundCorner: 0,
  };
}

/** Items without a start follow the one before; `NaN` stands for "not said". */
function sequential(item: CapcutMateVideo | CapcutMateImage, media: PlacedMedia, speed: number): ClipItem {
  const whole = media.duration / speed - ('source_start' in item ? (item.source_start ?? 0) / speed : 0);
  const length = item.duration ?? Math.max(1, Math.floor(whole));
  const start = item.start_time ?? Number.NaN;
  return {
    ...clipItem(item, media),
    start,
    end: start + length,
    ...(Number.isNaN(start) && { end: length }),
  };
}

function inARow(items: readonly ClipItem[]): ClipItem[] {
  let cursor = 0;
  return items.map((item) => {
    const placed = Number.isNaN(item.start) ? { ...item, start: cursor, end: cursor + item.end } : item;
    cursor = placed.end;
    return placed;
  });
}

/** A clip squeezed or stretched into its scene; when every clip has one, they follow each other without gaps. */
function paced(
  items: readonly ClipItem[],
  scenes: readonly { start: number; end: number }[] | undefined,
): ClipItem[] {
  if (!scenes) return [...items];
  const valid = (index: number) => {
    const scene = scenes[index];
    return scene && scene.end > scene.start ? scene.end - scene.start : undefined;
  };
  const all = items.every((_, index) => valid(index) !== undefined);
  let cursor = items[0]?.start ?? 0;
  return items.map((item, index) => {
    const length = valid(index);
    if (length === undefined) return item;
    const start = all ? cursor : item.start;
    cursor = start + length;
    const used = Math.min(
      item.end - item.start,
      item.media.kind === 'photo' ? Infinity : item.media.duration,
    );
    const speed = (item.end - item.start) / length;
    return { ...item, start, end: start + Math.round(used / speed), speed };
  });
}

function volumeOf(
  volume: number | undefined,
  most: number,
  field: string,
  warnings: DraftWarning[],
): number | undefined {
  if (volume === undefined || (volume >= 0 && volume <= most)) return volume;
  warnings.push({ field, message: `It is ${volume} and must lie between 0 and ${most}; 1 was taken.` });
  return 1;
}
